import ArgumentParser
import BillingStore
import Foundation

/// Which book a command works on.
struct BookOptions: ParsableArguments {
  @Option(help: ArgumentHelp("The book; the environment's TOLLBOOK_BOOK where it is not given.", valueName: "file"))
  var book: String?

  @Option(help: ArgumentHelp("How long to wait for another program that is writing to the book.", valueName: "seconds"))
  var wait = 30

  var path: String {
    get throws {
      if let named = book ?? ProcessInfo.processInfo.environment["TOLLBOOK_BOOK"], !named.isEmpty { return named }
      throw ValidationError("no book is named; give --book FILE, or set TOLLBOOK_BOOK")
    }
  }

  func validate() throws {
    if !(0...86_400).contains(wait) { throw ValidationError("--wait must be from 0 to 86400") }
  }

  /// - Throws: `ExitCode` after saying why the book cannot be opened.
  func open(for use: SQLDatabase.Use = .writing) throws -> Book {
    let path = try path
    return try Terminal().reporting { try Book.open(path, for: use, waitSeconds: wait) }
  }
}
