internal import Telecom

/// The last day and the last offset, which the next record most probably shares.
struct ClockCache: Sendable {
  var day = TimeReading.DayCache()
  /// Local seconds between which `offset` holds in the zone `zone`.
  private var from = Int64.max
  private var to = Int64.min
  private var offset: Int32 = 0
  private var zone: Int32 = -1
  /// Some time was read by the zone that the decoder was given, since it named none itself.
  private(set) var usedGivenZone = false
  /// Zones by the text of a column.
  private var columnZones: [(name: [UInt8], rules: ZoneRules?)] = []

  /// The offset of a zone's clock at a local time.
  @inline(__always)
  mutating func offset(local milliseconds: Int64, _ index: Int32, _ zones: borrowing [ZoneRules]) -> Int32 {
    let seconds = milliseconds / 1000
    if index == zone, seconds >= from, seconds < to { return offset }
    return fresh(milliseconds.flooredDivision(by: 1000), index, zones[Int(index)])
  }

  @inline(never)
  private mutating func fresh(_ seconds: Int64, _ index: Int32, _ rules: ZoneRules) -> Int32 {
    offset = rules.offset(local: seconds)
    zone = index
    if index == 0 { usedGivenZone = true }
    // A day away from any change, the offset cannot be in doubt; within one, nothing is remembered.
    let period = rules.period(at: seconds - Int64(offset))
    from = period == 0 ? .min : rules.changes[period - 1] + 86_400
    to = period == rules.changes.count ? .max : rules.changes[period] - 86_400
    return offset
  }

  /// The zone that a record's own column names; `nil` when the column holds none.
  mutating func zone(named name: Span<UInt8>, _ slot: Slot, letters: ZoneLetters) -> ZoneRules? {
    search: for known in columnZones where known.name.count == slot.count {
      for offset in 0..<slot.count where known.name[offset] != name[slot.from + offset] { continue search }
      return known.rules
    }
    let text = (slot.from..<slot.to).map { name[$0] }
    let rules = ZoneColumn.rules(text, letters: letters)
    if columnZones.count < 64 { columnZones.append((text, rules)) }
    return rules
  }
}
