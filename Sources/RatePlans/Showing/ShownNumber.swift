package import Telecom

/// A number to show the rows for, and how it came about.
package struct ShownNumber: Sendable {
  package var number: PhoneNumber
  /// As it was typed.
  package var dialled: String
  /// What the plan's dialling rules made of it, in words; empty where they say nothing.
  package var numbering: String
  /// No prefix of it counts, only a row for all its digits, or the default row.
  package var isShort: Bool

  package init(_ number: PhoneNumber, dialled: String, numbering: String = "", isShort: Bool = false) {
    self.number = number
    self.dialled = dialled
    self.numbering = numbering
    self.isShort = isShort
  }
}
