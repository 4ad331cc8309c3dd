extension Sequence {
  /// Sorted by a key; equal ones stay as they stood.
  func inOrder(by key: (Element) -> some Comparable) -> [Element] {
    enumerated().sorted { (key($0.element), $0.offset) < (key($1.element), $1.offset) }.map(\.element)
  }
}
