/// The zones of a plan by their names, counted from 1.
struct ZoneNames: Sendable {
  private(set) var all: [String] = []
  private var indices: [String: Int32] = [:]
  /// What the zones file is called; `nil` where the plan has none.
  var file: String?

  subscript(name: String) -> Int32? { indices[name] }

  mutating func add(_ name: String) -> Int32 {
    if let index = indices[name] { return index }
    all.append(name)
    indices[name] = Int32(all.count)
    return Int32(all.count)
  }
}
