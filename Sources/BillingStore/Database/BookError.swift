/// Why the book could not do what was asked; the message says what to do next.
package struct BookError: Error, Hashable, Sendable, CustomStringConvertible {
  package enum Kind: Hashable, Sendable {
    /// There is no book there, or what is there is none.
    case notABook
    /// Written by a newer version of this program.
    case newerVersion
    /// Another program has it open for writing.
    case locked
    /// The file contradicts itself.
    case damaged
    /// A page of the file is not what SQLite wrote there.
    case unreadable
    /// No space is left, or the file cannot be written.
    case storage
    /// A rule of the book forbids it: an append-only row, a unique name.
    case refused
    /// Something named does not exist or does not fit.
    case invalid
  }

  package var kind: Kind
  package var message: String

  package init(_ kind: Kind, _ message: String) {
    self.kind = kind
    self.message = message
  }

  package var description: String { message }
}
