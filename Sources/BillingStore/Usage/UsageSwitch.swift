internal import Telecom

/// What wrote a record. Its own ids are unique within it, so that both together make the record's identity.
///
/// The identity is one text: the id alone for the switch without a name; else the switch's number, a unit separator
/// (U+001F) and the id. An id that holds a separator itself gets number 0 where its switch has no name, so that no two
/// records meet by accident.
///
/// A record for which several pay, or which is priced at several levels, has a row of usage for each. The first is known
/// by the identity; what the others are known by has a record separator (U+001E), a count from 1, and another one before.
/// The rows that correct a row, as settling makes them, have a group separator (U+001D), a count from 1, and another one
/// before what that row is known by. So have charges of cycles, behind which stands what they are for.
package struct UsageSwitch: Sendable, Hashable {
  /// `nil` for the switch without a name.
  let id: Int64?

  package static let unnamed = UsageSwitch(id: nil)
  static let separator: UInt8 = 0x1F
  static let rowSeparator: UInt8 = 0x1E
  static let correctionSeparator: UInt8 = 0x1D

  /// What goes before an id that does not stand alone.
  var prefix: [UInt8] { Array(String(id ?? 0).utf8) + [Self.separator] }

  /// What the book knows a record of this switch by.
  func identity(of id: String) -> String {
    let holdsSeparator = id.utf8.contains(where: Self.isSeparator)
    return (self == .unnamed && !holdsSeparator ? "" : String(decoding: prefix, as: UTF8.self)) + id
  }

  /// What a row of a record behind its first is known by.
  /// - Parameter count: from 1.
  static func identity(ofRow count: Int, _ identity: String) -> String { "\u{1E}\(count)\u{1E}" + identity }

  /// What a row that corrects another is known by.
  /// - Parameter count: from 1.
  static func identity(ofCorrection count: Int, _ identity: String) -> String { "\u{1D}\(count)\u{1D}" + identity }

  static func isSeparator(_ byte: UInt8) -> Bool { (correctionSeparator...separator).contains(byte) }

  /// A record's id as its switch gave it.
  static func ownID(_ identity: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
    identity.firstIndex(of: separator).map { identity[($0 + 1)...] } ?? identity
  }

  /// The same over the column of a row; of a correction with its count between tildes before it.
  static func ownID(sql column: String) -> String {
    let record = firstID(sql: column)
    let mark = "iif(\(isCorrection(sql: column)), '~' || CAST(substr(\(column), 2) AS INTEGER) || '~', '')"
    return "\(mark) || substr(\(record), instr(\(record), char(31)) + 1)"
  }

  /// What the first row of the record is known by.
  static func firstID(sql column: String) -> String {
    let row = correctedID(sql: column)
    return "iif(substr(\(row), 1, 1) <> char(30), \(row), substr(\(row), instr(substr(\(row), 2), char(30)) + 2))"
  }

  /// What the row that is corrected is known by; of other rows what they are known by themselves.
  static func correctedID(sql column: String) -> String {
    "iif(\(isCorrection(sql: column)), substr(\(column), instr(substr(\(column), 2), char(29)) + 2), \(column))"
  }

  /// How many rows of the record are before this one.
  static func rowCount(sql column: String) -> String {
    let row = correctedID(sql: column)
    return "iif(substr(\(row), 1, 1) <> char(30), 0, CAST(substr(\(row), 2) AS INTEGER))"
  }

  /// Whether a row is the first of its record.
  static func isFirst(sql column: String) -> String { "substr(\(column), 1, 1) NOT IN (char(29), char(30))" }

  /// Whether a row was made by settling: it is no usage, and changes what usage costs.
  static func isCorrection(sql column: String) -> String { "substr(\(column), 1, 1) = char(29)" }

  /// What the next correction of a row would be known by.
  static func nextCorrection(sql column: String) -> String {
    "char(29) || iif(\(isCorrection(sql: column)), CAST(substr(\(column), 2) AS INTEGER) + 1, 1) || char(29) || \(correctedID(sql: column))"
  }

  /// The switch of this name; an empty one is that of the switch without a name.
  /// - Throws: `.invalid` where the book has none.
  static func named(_ name: String, _ connection: SQLConnection) throws(BookError) -> UsageSwitch {
    if name.isEmpty { return .unnamed }
    if let row = try connection.row("SELECT id FROM switch WHERE name = ?1", [.text(name)]) {
      return UsageSwitch(id: row.integer(0))
    }
    let names = try connection.rows("SELECT name FROM switch").map { $0.text(0) }
    let nearest = Spelling.nearest(to: name, among: names).map { "did you mean \($0)? Else add" } ?? "add"
    throw BookError(.invalid, "there is no switch '\(name)'; \(nearest) it with 'tollbook switch add \(name)'")
  }
}
