/// What messages call a database: where it lies, and what is in it.
package struct DatabaseName: Sendable {
  package enum Content: Sendable {
    case book
    /// What runs of `tollbook rate` keep: ``AllowanceFile``.
    case allowances
  }

  var path: String
  var content: Content

  var noun: String {
    switch content {
    case .book: "book"
    case .allowances: "state of allowances"
    }
  }

  /// Of a page that is not what was written there.
  var remedy: String {
    switch content {
    case .book: "'tollbook verify' names the table; restore the book from a copy"
    case .allowances: "restore the state of allowances from a copy"
    }
  }
}
