import Bytes
import Foundation

@testable import BillingStore

/// A folder for one book, gone with the last reference to it.
final class BookPlace: Sendable {
  let folder: String
  var path: String { folder + "/book.tollbook" }

  init() throws {
    folder = FileManager.default.temporaryDirectory.path + "/book-" + UUID().uuidString
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(atPath: folder) }

  func make(_ settings: [String: String] = ["currency": "USD", "time_zone": "UTC"]) throws -> Book {
    try Book.create(path, settings: settings, actor: "ada", recordedAt: 0)
  }

  func run(_ sql: String, on book: Book) throws {
    try book.database.write { connection throws(BookError) in try connection.executeScript(sql) }
  }

  /// Rows with `|` between their values.
  func rows(_ sql: String, of book: Book) throws -> [String] {
    try book.database.read { connection throws(BookError) in
      try connection.rows(sql).map { row in
        row.values.map { value in
          switch value {
          case .null: ""
          case .integer(let value): String(value)
          case .text(let value): value
          case .blob(let value): value.map { String($0, radix: 16) }.joined()
          }
        }.joined(separator: "|")
      }
    }
  }

  /// The status with which hledger leaves after a strict check of the journal, and its complaints.
  func hledger(_ book: Book, _ change: (String) -> String = { $0 }) throws -> String {
    var text = ""
    try JournalExport.write(book) { text += String(decoding: $0.bytes, as: UTF8.self) }
    let file = folder + "/journal.hledger"
    try Data(change(text).utf8).write(to: URL(fileURLWithPath: file))
    return try python(
      "import subprocess, sys; r = subprocess.run(['hledger', '-f', sys.argv[1], 'check', '-s'], capture_output=True, text=True); print(r.returncode, r.stderr)",
      file)
  }

  /// What a python script prints, and its complaints where it fails.
  func python(_ script: String, _ arguments: String...) throws -> String {
    let (process, pipe) = (Process(), Pipe())
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = ["python3", "-c", script] + arguments
    process.standardOutput = pipe
    process.standardError = pipe
    try process.run()
    let output = pipe.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    return String(decoding: output, as: UTF8.self)
  }
}
