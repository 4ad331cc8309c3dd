internal import Bytes
package import Rating
package import Telecom

/// Who pays for usage, and by which plan, as the book has it: compiled once a run.
package struct IngestDirectory: Sendable {
  /// What ingest has to know of the payer beyond what rating knows, by directory entry.
  struct Payer: Sendable {
    /// Index into `accounts`.
    var account: Int32
    var service: Int64
    /// Index into `serviceTypes`; of a service without a type -1.
    var type: Int32
    /// Index into `zones`.
    var zone: Int32
  }

  /// A customer account that has services.
  struct Account: Sendable, Hashable {
    var id: Int64
    var currency: String
  }

  package let rater: AccountRater
  /// The plans' ids in the book, by rater; 0 for those that are not in it.
  let planIDs: [Int64]
  let payers: [Payer]
  /// Ascending by id.
  let accounts: [Account]
  let zones: [ZoneRules]
  let serviceTypes: [String]
  /// What of the book's services nobody can be billed by.
  package let warnings: [Problem]

  /// - Throws: `.damaged` when a plan in use cannot be had.
  package static func load(_ book: Book, threads: Int) throws(BookError) -> IngestDirectory {
    try book.database.read { connection throws(BookError) in
      var loader = DirectoryLoader(threads: threads)
      return try loader.load(connection)
    }
  }
}
