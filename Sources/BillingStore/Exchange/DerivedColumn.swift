/// What a list shows of a row beside its columns: worked out, never imported.
package struct DerivedColumn: Sendable {
  package let title: String
  let kind: ValueKind
  /// Over `t`, in which `?1` is now.
  let sql: String
  /// For `--help`.
  package let help: String

  init(_ title: String, _ kind: ValueKind, _ help: String, sql: String) {
    (self.title, self.kind, self.help, self.sql) = (title, kind, help, sql)
  }
}
