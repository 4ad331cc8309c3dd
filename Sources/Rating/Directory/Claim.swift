/// A stretch of time in which a key is an entry's own.
struct Claim: Sendable {
  /// Milliseconds since 1970 UTC.
  var from: Int64
  /// The first that counts no more.
  var to: Int64
  var entry: Int32
  /// The next claim to the same key; -1 behind the last.
  var next: Int32

  func overlaps(_ other: Claim) -> Bool { max(from, other.from) < min(to, other.to) }
}
