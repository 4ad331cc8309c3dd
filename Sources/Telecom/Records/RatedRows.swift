/// The rated usage of a chunk, in input order, and what its charges are made of.
package struct RatedRows: Sendable {
  package var usage: [RatedUsage]
  /// Where `RatedUsage.detail` points.
  package var details: [RatedDetail]
  /// Where `RatedDetail.components` points.
  package var components: [ChargeComponent]
  /// Where `RatedDetail.covered` points.
  package var covered: [CoveredUnits]
  /// Where `RatedDetail.volumes` points.
  package var volumes: [VolumeTotal]

  package init(
    _ usage: [RatedUsage], details: [RatedDetail] = [], components: [ChargeComponent] = [], covered: [CoveredUnits] = [],
    volumes: [VolumeTotal] = []
  ) {
    self.usage = usage
    self.details = details
    self.components = components
    self.covered = covered
    self.volumes = volumes
  }

  /// Of a row: indices into `components`.
  package func components(of row: Int) -> Range<Int32> {
    usage[row].detail >= 0 ? details[Int(usage[row].detail)].components : 0..<0
  }

  /// Of a row: indices into `covered`.
  package func covered(of row: Int) -> Range<Int32> {
    usage[row].detail >= 0 ? details[Int(usage[row].detail)].covered : 0..<0
  }

  /// Of a row: ``RatedDetail/party``.
  package func party(of row: Int) -> Int32 {
    usage[row].detail >= 0 ? details[Int(usage[row].detail)].party : -1
  }
}
