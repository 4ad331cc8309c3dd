/// A stretch of time in milliseconds since 1970, half open.
struct Stretch {
  var from: Int64
  var to: Int64

  func cut(_ other: Stretch) -> Stretch? {
    let both = Stretch(from: max(from, other.from), to: min(to, other.to))
    return both.from < both.to ? both : nil
  }

  /// What of it lies outside of another one.
  func rest(without other: Stretch) -> [Stretch] {
    guard cut(other) != nil else { return [self] }
    return [Stretch(from: from, to: other.from), Stretch(from: other.to, to: to)].filter { $0.from < $0.to }
  }
}
