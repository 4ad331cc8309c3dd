import Testing

@testable import BillingStore

@Suite struct `The tables of a book's allowances` {
  @Test func `are those that every state has`() throws {
    let own = try SQLDatabase.schema { connection throws(BookError) in
      try AllowanceTables.make("", connection)
      try AllowanceTables.make(BookAllowances.openingPrefix, connection)
    }
    let book = try SQLDatabase.schema { connection throws(BookError) in try Migrations.migrate(connection, from: 0) }
    #expect(own.count >= 12)
    for (name, definition) in own { #expect(book[name] == definition, "\(name)") }
  }
}
