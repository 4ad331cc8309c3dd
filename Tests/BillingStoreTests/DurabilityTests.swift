import Testing

@testable import BillingStore

@Suite struct `A commit` {
  @Test func `is on the disk when it returns`() throws {
    let place = try BookPlace()
    for book in [try place.make(), try Book.open(place.path)] {
      // FULL is 2; with 1, NORMAL, a WAL is synced at checkpoints only.
      let synchronous = try book.database.onWriter { connection throws(BookError) in
        try connection.row("PRAGMA synchronous")?.integer(0)
      }
      #expect(synchronous == 2)
    }
  }
}
