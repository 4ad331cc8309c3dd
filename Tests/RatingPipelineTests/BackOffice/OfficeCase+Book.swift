import BillingStore
import Bytes
import Foundation
import RatePlans
import Rating
import RatingPipeline
import Telecom

extension OfficeCase {
  /// One customer has all the calls, so that the order of the accounts is that of the input.
  static let book = OfficeCase(name: "book") { folder in
    let book = try opened(folder)
    return BookBackOffice(book, try IngestDirectory.load(book, threads: 1), clock: { 0 })
  } contents: { folder in
    guard FilePlace(folder + "/book").kind == .regular else { return OfficeContents() }
    return try Book.open(folder + "/book").database.read { connection throws(BookError) in
      var contents = OfficeContents()
      for batch in try connection.rows("SELECT id FROM usage_batch ORDER BY id") {
        for row in try connection.rows(
          "SELECT id, line, record_id, charge, start_ms, called, extras FROM usage WHERE batch = ?1 ORDER BY id", [.integer(batch.integer(0))])
        {
          contents.rated.append(.init(id: row.text(2), line: row.int(1), charge: Decimal9.text(row.integer(3))))
          contents.bytes += Array("\(row)\n".utf8)
        }
        for row in try connection.rows(
          "SELECT reason, line, record, message, record_hash FROM reject WHERE batch = ?1 ORDER BY id", [.integer(batch.integer(0))])
        {
          contents.rejects.append(
            .init(reason: row.text(0), line: row.int(1), record: String(decoding: row.blob(2), as: UTF8.self)))
          contents.bytes += Array("\(row)\n".utf8)
        }
      }
      return contents
    }
  } rater: { desk in
    try IngestDirectory.load(opened(desk.path), threads: 1).rater
  }

  /// A book with the desk's plan as it is now.
  private static func opened(_ folder: String) throws -> Book {
    let path = folder + "/book"
    let book: Book
    if FilePlace(path).kind == .regular {
      book = try Book.open(path)
    } else {
      book = try Book.create(path, settings: [:], actor: "ada", recordedAt: 0)
      try book.database.write { connection throws(BookError) in
        try connection.executeScript(
          """
          INSERT INTO account (id, name, currency, time_zone, opened) VALUES (1, 'A1', 'USD', 'UTC', 0);
          INSERT INTO service (id, name, type, account) VALUES (1, 'S1', 'voice', 1);
          INSERT INTO service_key (service, kind, key, valid_from) VALUES (1, 'range', '12', 0);
          INSERT INTO service_plan (service, valid_from, plan) VALUES (1, 0, 'deck');
          INSERT INTO service_status (service, effective, status, ordered_at) VALUES (1, 0, 'active', 0);
          """)
      }
    }
    // Another plan holds from a moment later on, as long as all of these calls are later still.
    let count = try book.database.read { connection throws(BookError) in
      try connection.row("SELECT count(*) FROM plan")!.integer(0)
    }
    _ = try PlanStore.take(folder + "/deck.csv", validFrom: { _ in count }, threads: 1, into: book, actor: "ada", recordedAt: 0)
    return book
  }
}
