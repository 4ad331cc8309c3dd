internal import Rating

/// How a column of the exchange files is written, and how the book keeps it.
enum ValueKind: Sendable {
  case text
  /// Not empty, without control characters and blanks at its ends.
  case name
  case choice([String])
  case integer(ClosedRange<Int64>)
  /// A plain decimal number, kept in billionths.
  case decimal(ClosedRange<Int64>)
  /// From 0 to 100 with at most six decimals, kept in billionths of a percent.
  case percent
  /// A plain decimal number, kept in minor units of the row's currency.
  case amount
  case currency
  case zone
  /// `monthly`, `weekly`, `every_10_days`, …
  case frequency
  /// `2026-11-21`, kept as days since 1970.
  case day
  /// A moment, kept as milliseconds since 1970; local time of the row's zone where it has no offset.
  case instant
  case reference(Reference)

  /// What another row is named by.
  struct Reference: Sendable {
    /// As people call it.
    let object: String
    let table: String
    let nameColumn: String
    /// The row's number is kept, not its name.
    let keepsID: Bool
    /// Finds what is kept by the name.
    let findSQL: String

    /// - Parameter always: names that every book knows.
    private init(object: String, table: String, nameColumn: String, keepsID: Bool, always: [String] = []) {
      (self.object, self.table, self.nameColumn, self.keepsID) = (object, table, nameColumn, keepsID)
      let known = always.isEmpty ? "" : " UNION SELECT ?1 WHERE ?1 IN (\(always.map { "'\($0)'" }.joined(separator: ", ")))"
      findSQL = "SELECT \(keepsID ? "id" : nameColumn) FROM \(table) WHERE \(nameColumn) = ?1\(known)"
    }

    static let account = Reference(object: "account", table: "account", nameColumn: "name", keepsID: true)
    static let service = Reference(object: "service", table: "service", nameColumn: "name", keepsID: true)
    static let charge = Reference(object: "charge", table: "charge", nameColumn: "name", keepsID: true)
    static let product = Reference(object: "product", table: "product", nameColumn: "code", keepsID: false)
    static let serviceType = Reference(
      object: "service type", table: "service_type", nameColumn: "name", keepsID: false,
      always: RatingRuleReader.builtIns.map(\.name))
  }
}
