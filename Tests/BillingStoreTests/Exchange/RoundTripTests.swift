import Foundation
import Testing

@testable import BillingStore

@Suite struct `What an export wrote` {
  @Test func `makes the same book again, and exports to the same bytes`() throws {
    let (place, other) = (try BookPlace(), try BookPlace())
    let book = try place.sampleBook()
    let copy = try other.make(["operator": "Other", "currency": "EUR", "time_zone": "Asia/Tokyo"])
    for type in try book.serviceTypes().rows {
      guard case .text(let name) = type[0] else { continue }
      try other.addType(book.serviceTypeDefinition(name), to: copy)
    }
    try other.takePlan(into: copy)
    for kind in RecordKind.all {
      let written = try place.export(kind, of: book)
      #expect(written.split(separator: "\n").count > 1, "\(kind.name) has no sample")
      try other.take(kind, written, into: copy)
      #expect(try other.export(kind, of: copy) == written)
    }
  }

  @Test func `changes nothing where it came from, and leaves no trail`() throws {
    let place = try BookPlace()
    let book = try place.sampleBook()
    let trail = try place.rows("SELECT count(*) FROM audit", of: book)
    for kind in RecordKind.all {
      let counts = try place.take(kind, place.export(kind, of: book), into: book)
      #expect(counts.added == 0 && counts.changed == 0 && counts.unchanged > 0, "\(kind.name): \(counts)")
    }
    #expect(try place.rows("SELECT count(*) FROM audit", of: book) == trail)
  }

  @Test(arguments: [
    // a value of text
    "plain", " blanks at both ends ", "a, comma", "\"quotes\" and \"\"doubled\"\"", "two\nlines", "crlf\r\nline",
    "naïve Übergröße 日本 🦉", "'=1+2", "\\N", "x\ttab",
  ])
  func `keeps every text as it is`(title: String) throws {
    let place = try BookPlace()
    let book = try place.make()
    _ = try book.write(
      .accounts, adding: true, [("name", "A"), ("title", title), ("opened", "2026-01-01")], actor: "ada", recordedAt: BookPlace.noon)
    let written = try place.export(.accounts, of: book)
    let other = try BookPlace()
    let copy = try other.make()
    try other.take(.accounts, written, into: copy)
    #expect(try other.rows("SELECT title FROM account", of: copy) == [title])
    #expect(try other.export(.accounts, of: copy) == written)
  }

  /// Python's csv module as the judge of what the bytes say.
  @Test func `is what another program reads`() throws {
    let place = try BookPlace()
    let book = try place.sampleBook()
    let path = try place.file("out.csv", place.export(.accounts, of: book))
    let script = "import csv,sys\nfor r in csv.DictReader(open(sys.argv[1],newline='')): print(r['name'],r['credit_limit'],len(r['address'].split('\\n')))"
    #expect(
      try place.python(script, path) == "C1001 100.00 2\nC1002 0.00 2\nC2000 2500.00 2\nC2000-1 0.00 1\nC2000-2 0.00 1\n")
  }
}
