import Foundation
import Testing

@testable import BillingStore

@Suite struct `A book` {
  private let folder = FileManager.default.temporaryDirectory.appending(path: "book-\(UUID().uuidString)")
  private var path: String { folder.appending(path: "book.tollbook").path }

  init() throws { try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true) }

  @Test func `is made once, and opened again`() throws {
    _ = try Book.create(path, settings: ["operator": "Muster Telecom"], actor: "ada", recordedAt: 0)
    let book = try Book.open(path)
    let name = try book.database.read { connection throws(BookError) in
      try connection.row("SELECT value FROM book WHERE name = 'operator'")?.text(0)
    }
    #expect(name == "Muster Telecom")
    #expect(throws: BookError.self) { _ = try Book.create(path, settings: [:], actor: "ada", recordedAt: 0) }
  }

  @Test func `of a newer version is left alone`() throws {
    let book = try Book.create(path, settings: [:], actor: "ada", recordedAt: 0)
    try book.database.write { connection throws(BookError) in
      _ = try connection.execute("UPDATE book SET value = '999' WHERE name = 'schema_version'")
    }
    #expect { _ = try Book.open(path) } throws: { ($0 as? BookError)?.kind == .newerVersion }
  }

  @Test func `is not any file`() throws {
    try Data("calling,called\n".utf8).write(to: URL(filePath: path))
    #expect { _ = try Book.open(path) } throws: { ($0 as? BookError)?.kind == .damaged }
    #expect { _ = try Book.open(path + ".missing") } throws: { ($0 as? BookError)?.kind == .notABook }
  }

  /// Every table that is append-only, asked by hand: an `UPDATE`, a `DELETE` and an `INSERT OR REPLACE` of one row.
  @Test func `refuses to change what is append-only, on a connection without recursive triggers too`() throws {
    let book = try Book.create(path, settings: [:], actor: "ada", recordedAt: 0)
    try book.database.onWriter { connection throws(BookError) in
      try connection.execute("PRAGMA recursive_triggers = OFF")
      try connection.execute(
        "INSERT INTO outbox (recorded_at, kind, payload) VALUES (?1, ?2, ?3)", [.integer(0), "credit_warning", "{}"])
    }
    for sql in [
      "UPDATE outbox SET kind = 'x'", "DELETE FROM outbox",
      "INSERT OR REPLACE INTO outbox (id, recorded_at, kind, payload) VALUES (1, 0, 'x', '{}')",
    ] {
      #expect("\(sql)") { 
        try book.database.onWriter { connection throws(BookError) in _ = try connection.execute(sql) }
      } throws: { ($0 as? BookError)?.kind == .refused }
    }
  }
}
