/// The paths of a JSON dialect's columns as a tree of keys: `variables.billsec`, `callflow.0.caller_profile.ani`.
struct PathTree: Sendable {
  struct Node: Sendable {
    var key: [UInt8]
    var slot: Int32 = -1
    var children: [Int32] = []
  }

  static let none: Int32 = -1
  private(set) var nodes = [Node(key: [])]

  /// - Parameter names: a path for each slot.
  init(_ names: [String]) {
    for (slot, name) in names.enumerated() {
      var node = 0
      for key in name.utf8.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false) {
        let key = Array(key)
        if let child = nodes[node].children.first(where: { nodes[Int($0)].key == key }) {
          node = Int(child)
        } else {
          nodes.append(Node(key: key))
          nodes[node].children.append(Int32(nodes.count - 1))
          node = nodes.count - 1
        }
      }
      nodes[node].slot = Int32(slot)
    }
  }

  /// The child of `node` with the key that stands in `text`.
  func child(of node: Int32, _ text: Span<UInt8>, _ key: Slot) -> Int32 {
    guard node >= 0 else { return Self.none }
    search: for position in nodes[Int(node)].children.indices {
      let child = nodes[Int(node)].children[position]
      guard nodes[Int(child)].key.count == key.count else { continue }
      for offset in 0..<key.count where nodes[Int(child)].key[offset] != text[key.from + offset] { continue search }
      return child
    }
    return Self.none
  }

  func child(of node: Int32, number: Int) -> Int32 {
    guard node >= 0, !nodes[Int(node)].children.isEmpty else { return Self.none }
    let key = Array(String(number).utf8)
    return nodes[Int(node)].children.first { nodes[Int($0)].key == key } ?? Self.none
  }
}
