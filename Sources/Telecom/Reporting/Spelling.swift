/// Finds what a misspelt word was probably meant to be.
package enum Spelling {
  /// `did you mean grace_s?`, or the words there are.
  package static func hint(for word: String, among words: [String]) -> String {
    if let nearest = nearest(to: word, among: words) { return "did you mean \(nearest)?" }
    return "known are \(words.joined(separator: ", "))"
  }

  package static func nearest(to word: String, among words: [String]) -> String? {
    let word = word.lowercased()
    let ranked = words.map { ($0, distance(Array(word.utf8), Array($0.lowercased().utf8))) }
    guard let best = ranked.min(by: { $0.1 < $1.1 }), best.1 <= max(1, word.utf8.count / 3) else { return nil }
    return best.0
  }

  /// Letters to put in, take out, exchange or swap with their neighbour (optimal string alignment).
  private static func distance(_ left: [UInt8], _ right: [UInt8]) -> Int {
    guard !left.isEmpty, !right.isEmpty, left.count <= 64, right.count <= 64 else { return max(left.count, right.count) }
    var beforeLast: [Int] = []
    var last = Array(0...right.count)
    for row in 1...left.count {
      var current = [row]
      for column in 1...right.count {
        let cost = left[row - 1] == right[column - 1] ? 0 : 1
        var best = min(last[column] + 1, current[column - 1] + 1, last[column - 1] + cost)
        if row > 1, column > 1, left[row - 1] == right[column - 2], left[row - 2] == right[column - 1] {
          best = min(best, beforeLast[column - 2] + 1)
        }
        current.append(best)
      }
      (beforeLast, last) = (last, current)
    }
    return last[right.count]
  }
}
