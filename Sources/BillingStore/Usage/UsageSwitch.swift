internal import Telecom

/// What wrote a record. Its own ids are unique within it, so that both together make the record's identity.
///
/// The identity is one text: the id alone for the switch without a name; else the switch's number, a unit separator
/// (U+001F) and the id. An id that holds a separator itself gets number 0 where its switch has no name, so that no two
/// records meet by accident.
///
/// A record for which several pay, or which is priced at several levels, has a row of usage for each. The first is known
/// by the identity; what the others are known by has a record separator (U+001E), a count from 1, and another one before.
package struct UsageSwitch: Sendable, Hashable {
  /// `nil` for the switch without a name.
  let id: Int64?

  package static let unnamed = UsageSwitch(id: nil)
  static let separator: UInt8 = 0x1F
  static let rowSeparator: UInt8 = 0x1E

  /// What goes before an id that does not stand alone.
  var prefix: [UInt8] { Array(String(id ?? 0).utf8) + [Self.separator] }

  /// What the book knows a record of this switch by.
  func identity(of id: String) -> String {
    let holdsSeparator = id.utf8.contains { $0 == Self.separator || $0 == Self.rowSeparator }
    return (self == .unnamed && !holdsSeparator ? "" : String(decoding: prefix, as: UTF8.self)) + id
  }

  /// What a row of a record behind its first is known by.
  /// - Parameter count: from 1.
  static func identity(ofRow count: Int, _ identity: String) -> String { "\u{1E}\(count)\u{1E}" + identity }

  /// A record's id as its switch gave it.
  static func ownID(_ identity: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
    identity.firstIndex(of: separator).map { identity[($0 + 1)...] } ?? identity
  }

  /// The same over the column of a row.
  static func ownID(sql column: String) -> String {
    let record = firstID(sql: column)
    return "substr(\(record), instr(\(record), char(31)) + 1)"
  }

  /// What the first row of the record is known by.
  static func firstID(sql column: String) -> String {
    "iif(\(isFirst(sql: column)), \(column), substr(\(column), instr(substr(\(column), 2), char(30)) + 2))"
  }

  /// How many rows of the record are before this one.
  static func rowCount(sql column: String) -> String {
    "iif(\(isFirst(sql: column)), 0, CAST(substr(\(column), 2) AS INTEGER))"
  }

  /// Whether a row is the first of its record.
  static func isFirst(sql column: String) -> String { "substr(\(column), 1, 1) <> char(30)" }

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
