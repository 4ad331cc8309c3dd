/// The number of an invoice or credit note: its series, and its place in it from 1: `INV-17`.
package struct InvoiceNumber: Hashable, Sendable, Comparable, CustomStringConvertible {
  package var series: String
  package var number: Int64

  package init(series: String, number: Int64) {
    self.series = series
    self.number = number
  }

  /// - Returns: `nil` for a text that is no number of any series.
  package init?(_ text: String) {
    guard let dash = text.lastIndex(of: "-"), dash != text.startIndex, let number = Int64(text[text.index(after: dash)...]),
      number > 0
    else { return nil }
    self.init(series: String(text[..<dash]), number: number)
  }

  package var description: String { "\(series)-\(number)" }

  package static func < (left: Self, right: Self) -> Bool { (left.series, left.number) < (right.series, right.number) }
}
