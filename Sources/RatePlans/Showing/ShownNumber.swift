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
  /// Where it is, or the zones of the call, in words; empty where rows stand under prefixes alone.
  package var place = ""
  /// The groups of the tariff that stand under that.
  package var keyed = KeyedGroups.none

  package init(_ number: PhoneNumber, dialled: String, numbering: String = "", isShort: Bool = false) {
    self.number = number
    self.dialled = dialled
    self.numbering = numbering
    self.isShort = isShort
  }
}
