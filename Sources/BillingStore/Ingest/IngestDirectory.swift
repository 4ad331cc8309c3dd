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

  /// An account that usage is booked on.
  struct Account: Sendable, Hashable {
    /// 0 stands for an account on what the operator pays itself; below it, it is that of an account whose usage a
    /// reseller above pays for on the same invoice, which nobody is billed for.
    var id: Int64
    var currency: String
    /// Where its usage is posted.
    var revenue = LedgerCode.usage

    var isBilled: Bool { id > 0 }
    static let operatorsCost = Account(id: 0, currency: "")
  }

  /// Who pays at a level above the customers', by party of the rater's price levels.
  struct Level: Sendable {
    /// Index into `accounts`.
    var account: Int32
    /// Index into `zones`.
    var zone: Int32
    /// `reseller:NAME` or `cost`.
    var tier: [UInt8]
    /// Empty for a reseller.
    var supplier: [UInt8] = []
  }

  package let rater: AccountRater
  /// `nil` where no plan promises anything.
  package let allowances: BookAllowances?
  /// The plans' ids in the book, by rater; 0 for those that are not in it.
  let planIDs: [Int64]
  let payers: [Payer]
  let levels: [Level]
  /// Ascending by id, whatever its sign; the first is ``Account/operatorsCost``.
  let accounts: [Account]
  /// What the book says where numbers are, by id.
  let numberTables: [Int64]
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
