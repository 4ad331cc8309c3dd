internal import Bytes
internal import Telecom

/// What decoding needs and need not be allocated anew for every chunk. One a thread.
package struct DecodeScratch: Sendable {
  var index = FieldIndex()
  /// The values of the record at hand, by the mapping's slots.
  var slots: [Slot] = []
  /// Names and values of the record at hand that no slot was made for.
  var others: [UsageProperty] = []
  /// Where the mapping's property names stand in the batch's text.
  var propertyNames: [TextRange] = []
  var clock = ClockCache()
  var bytes: [UInt8] = []
  /// Whether records are looked at only to tell which dialect they are in.
  var isRecognising = false
  /// How many of them look as the dialect says they do.
  var recognised = 0

  package init() {}

  /// Whether some time of the chunk named no zone, so that the decoder's own had to do.
  package var usedGivenZone: Bool { clock.usedGivenZone }

  mutating func begin(slots count: Int) {
    if slots.count != count { slots = [Slot](repeating: .none, count: count) }
    others.removeAll(keepingCapacity: true)
    clock = ClockCache()
    recognised = 0
  }
}
