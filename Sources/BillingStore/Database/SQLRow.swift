/// One row of a result, its columns counted from 0 in the order of the query.
///
/// A value of another type than asked for is converted as SQLite does it, for only a damaged file has one: a number that
/// is none counts as 0. `verify` names such values.
package struct SQLRow: Hashable, Sendable {
  package var values: [SQLValue]

  package func integer(_ column: Int) -> Int64 {
    switch values[column] {
    case .integer(let value): value
    case .text(let value): Int64(value) ?? 0
    case .null, .blob: 0
    }
  }

  package func int(_ column: Int) -> Int { Int(integer(column)) }

  package func text(_ column: Int) -> String {
    switch values[column] {
    case .text(let value): value
    case .integer(let value): String(value)
    case .blob(let bytes): String(decoding: bytes, as: UTF8.self)
    case .null: ""
    }
  }

  package func blob(_ column: Int) -> [UInt8] {
    if case .blob(let value) = values[column] { return value }
    return Array(text(column).utf8)
  }

  package func isNull(_ column: Int) -> Bool { values[column] == .null }
  package func optionalInteger(_ column: Int) -> Int64? { isNull(column) ? nil : integer(column) }
  package func optionalInt(_ column: Int) -> Int? { isNull(column) ? nil : int(column) }
  package func optionalText(_ column: Int) -> String? { isNull(column) ? nil : text(column) }
}
