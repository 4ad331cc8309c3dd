/// A session that was begun, and that the input does not end.
package struct OpenSession: Sendable, Hashable {
  /// The session's own id.
  package var id: String
  package var user: String
  /// Where it was last heard of.
  package var source: String
  /// Counted from 1.
  package var line: Int

  package init(id: String, user: String, source: String, line: Int) {
    self.id = id
    self.user = user
    self.source = source
    self.line = line
  }
}
