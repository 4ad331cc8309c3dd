internal import Telecom

/// A row on its way into the book.
struct RecordDraft {
  let kind: RecordKind
  let input: RecordInput
  /// Of a row that is there already.
  var id: Int64?
  var before: [SQLValue]?
  var extrasBefore: [String: String] = [:]
  var values: [SQLValue]
  var extras: [String: String] = [:]
  var context = ValueContext()
  /// A column that could not be read; what else is wrong with it would only repeat that.
  var faulty: Set<Int> = []
  /// Set also without a message, where another row's fault is the reason.
  var isRefused = false

  subscript(_ column: String) -> SQLValue {
    get { values[kind.index(column)] }
    set { values[kind.index(column)] = newValue }
  }

  var isNew: Bool { before == nil }

  func isFaulty(_ column: String) -> Bool { faulty.contains(kind.index(column)) }

  func text(_ column: String) -> String { if case .text(let text) = self[column] { text } else { "" } }

  func integer(_ column: String) -> Int64? { if case .integer(let number) = self[column] { number } else { nil } }

  /// Whether the row was there, and would have another value now.
  func changes(_ column: String) -> Bool {
    before.map { $0[kind.index(column)] != self[column] } ?? false
  }

  func place(_ column: String? = nil) -> InputLocation { input.place(column.map { kind.index($0) }, nil) }
}
