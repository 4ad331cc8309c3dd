package import Telecom

/// A document that is not wholly paid.
package struct OpenItem: Hashable, Sendable, Codable {
  /// The invoice's number.
  package var number: String
  package var date: CivilDate
  package var due: CivilDate
  /// Minor units of the document.
  package var total: Int64
  /// Minor units still to be paid.
  package var open: Int64

  package init(number: String, date: CivilDate, due: CivilDate, total: Int64, open: Int64) {
    self.number = number
    self.date = date
    self.due = due
    self.total = total
    self.open = open
  }
}
