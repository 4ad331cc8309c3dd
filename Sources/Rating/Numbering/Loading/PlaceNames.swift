internal import Telecom

/// Names by index, the empty one being 0: a hash table with open addressing, at most half full.
struct PlaceNames {
  private(set) var all = [""]
  /// The names one behind the other, and by index where each stands.
  private var text: [UInt8] = []
  private var places = [TextRange.none]
  /// Indices into `all`; -1: free.
  private var slots = [Int32](repeating: -1, count: 1 << 8)
  private var last: Int32 = 0

  mutating func index(of name: [UInt8]) -> Int32 {
    if name.isEmpty { return 0 }
    if isName(last, name) { return last }
    var slot = place(TextKeys.hash(name.span))
    while slots[slot] >= 0 {
      if isName(slots[slot], name) {
        last = slots[slot]
        return last
      }
      slot = (slot + 1) & (slots.count - 1)
    }
    last = Int32(all.count)
    slots[slot] = last
    all.append(String(decoding: name, as: UTF8.self))
    places.append(TextRange(offset: UInt32(text.count), count: UInt32(name.count)))
    text += name
    if all.count * 2 > slots.count { grow() }
    return last
  }

  private func place(_ hash: UInt64) -> Int { Int(truncatingIfNeeded: hash >> 32) & (slots.count - 1) }

  private func isName(_ index: Int32, _ name: [UInt8]) -> Bool {
    let own = places[Int(index)]
    guard Int(own.count) == name.count else { return false }
    for position in name.indices where text[Int(own.offset) + position] != name[position] { return false }
    return true
  }

  private mutating func grow() {
    slots = [Int32](repeating: -1, count: slots.count * 2)
    for index in 1..<all.count {
      var slot = place(TextKeys.hash(text.span.extracting(places[index].range)))
      while slots[slot] >= 0 { slot = (slot + 1) & (slots.count - 1) }
      slots[slot] = Int32(index)
    }
  }
}
