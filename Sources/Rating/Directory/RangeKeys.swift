internal import Telecom

/// The claims to each of many ranges of numbers: the line of all numbers cut wherever a range begins or ends, with the
/// ranges that hold each stretch, the narrowest first.
struct RangeKeys: Sendable {
  struct RangeClaim: Sendable {
    var range: NumberRange
    var claim: Claim
  }

  /// Where each stretch begins, ascending; a stretch reaches up to the next.
  private var starts: [UInt64] = []
  /// Where the claims of each stretch begin in `claims`; one more than there are stretches.
  private var first: [Int32] = [0]
  private(set) var claims: [RangeClaim] = []

  var isEmpty: Bool { starts.isEmpty }

  init(_ ranges: [RangeClaim]) {
    guard !ranges.isEmpty else { return }
    let opening = ranges.indices.sorted { (ranges[$0].range.first, $0) < (ranges[$1].range.first, $1) }
    // Packed digits leave the last four bits free, so the number behind the last of a range is the last and one.
    starts = Set(ranges.map(\.range.first) + ranges.map { $0.range.last + 1 }).sorted()
    var open: [Int] = []
    var next = 0
    for start in starts {
      open.removeAll { ranges[$0].range.last < start }
      while next < opening.count, ranges[opening[next]].range.first == start {
        let width = ranges[opening[next]].range.width
        open.insert(opening[next], at: open.firstIndex { ranges[$0].range.width > width } ?? open.count)
        next += 1
      }
      claims += open.map { ranges[$0] }
      first.append(Int32(claims.count))
    }
  }

  /// The claims of the stretch that a number lies in, as indices into `claims`.
  /// - Complexity: O(log ranges)
  func claims(of number: PhoneNumber) -> Range<Int> {
    let digits = number.packed & ~0xF
    var (low, high) = (0, starts.count)
    while low < high {
      let middle = (low &+ high) / 2
      if starts[middle] <= digits { low = middle &+ 1 } else { high = middle }
    }
    return low == 0 ? 0..<0 : Int(first[low &- 1])..<Int(first[low])
  }
}
