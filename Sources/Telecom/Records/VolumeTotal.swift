/// What a volume had come to when a usage was priced by it.
package struct VolumeTotal: Sendable, Hashable {
  /// Index into the volumes of the usage's plan.
  package var volume: Int16
  /// Base units of its cycle, without the usage.
  package var before: Int64

  package init(volume: Int16, before: Int64) {
    self.volume = volume
    self.before = before
  }
}
