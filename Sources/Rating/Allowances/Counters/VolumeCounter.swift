/// What was used of a volume in one cycle.
package struct VolumeCounter: Sendable, Hashable {
  /// Base units.
  package var total: Int64 = 0
  /// What it was priced at so far, in nanos times the unit's scale.
  package var priced: Int128 = 0
  /// Nanos by which settling changed that.
  package var settled: Int64 = 0

  package init() {}
}
