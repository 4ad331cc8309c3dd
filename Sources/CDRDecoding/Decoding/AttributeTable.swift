/// The attributes of a RADIUS dialect by name, without regard to case.
struct AttributeTable: Sendable {
  /// The record's first line where it is not an attribute: the time of its receipt.
  static let headLine = "$received"

  private var names: [[UInt8]] = []
  private(set) var headSlot = -1

  init(_ names: [String]) {
    self.names = names.map { Array($0.lowercased().utf8) }
    headSlot = names.firstIndex(of: Self.headLine) ?? -1
  }

  /// The slot of the attribute whose name stands in `text`; -1 for one that is not asked for.
  func slot(_ text: Span<UInt8>, _ name: Slot) -> Int {
    search: for slot in names.indices where names[slot].count == name.count {
      for offset in 0..<name.count {
        let byte = text[name.from + offset]
        guard names[slot][offset] == (byte &- 65 < 26 ? byte | 32 : byte) else { continue search }
      }
      return slot
    }
    return -1
  }
}
