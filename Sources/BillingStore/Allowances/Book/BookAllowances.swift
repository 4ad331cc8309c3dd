package import Rating

/// The state of allowances that a book keeps, for some plans and whoever may own their pools.
///
/// Everybody who writes counters or boosters does so by `save` or `replaceOpening`, in the transaction of what caused it.
package struct BookAllowances: Sendable {
  package let promises: BookPromises
  /// The rows of accounts and services that stand for the owners of the run's pools.
  var owners: OwnerRows

  init(_ promises: BookPromises, owners: OwnerRows) {
    self.promises = promises
    self.owners = owners
  }

  static let openingPrefix = "opening_"

  /// - Returns: what customers have drawn so far; already kept.
  package func load(_ connection: SQLConnection) throws(BookError) -> AllowanceState { try load("", connection) }

  /// - Returns: the state at the last settling, with every booster given since; already kept.
  package func loadOpening(_ connection: SQLConnection) throws(BookError) -> AllowanceState {
    try load(Self.openingPrefix, connection)
  }

  private func load(_ prefix: String, _ connection: SQLConnection) throws(BookError) -> AllowanceState {
    do throws(BookError) {
      return try AllowanceTables(prefix, promises.stored(connection)).load(owners, connection)
    } catch {
      throw error.kind == .damaged ? BookError(.damaged, "\(error.message); run 'tollbook verify'") : error
    }
  }

  /// Writes what changed in a state since it was kept; the caller keeps it once the transaction is committed.
  package func save(_ state: AllowanceState, _ connection: SQLConnection) throws(BookError) {
    guard state.hasChanges else { return }
    try promises.add(connection)
    try AllowanceTables("", promises.stored(connection)).save(state, owners, connection)
    try Self.noteChange(connection)
  }

  /// Makes what customers have drawn what settling came to.
  func replace(_ state: AllowanceState, _ connection: SQLConnection) throws(BookError) {
    try promises.add(connection)
    try AllowanceTables("", promises.stored(connection)).replace(state, owners, connection)
    try Self.noteChange(connection)
  }

  /// Makes a state that usage was settled to the one that the next settling begins with.
  package func replaceOpening(_ state: AllowanceState, _ connection: SQLConnection) throws(BookError) {
    try promises.add(connection)
    try AllowanceTables(Self.openingPrefix, promises.stored(connection)).replace(state, owners, connection)
    try Self.noteChange(connection)
  }

  // MARK: Who changed it

  /// A state of the book's counters and usage: as long as it stays, nobody else has written any.
  struct Moment: Hashable, Sendable {
    var revision: Int64
    var batch: Int64

    init(_ connection: SQLConnection) throws(BookError) {
      let row = try connection.row(
        """
        SELECT (SELECT value FROM allowance_state WHERE name = 'revision'), (SELECT coalesce(max(id), 0) FROM usage_batch)
        """)
      (revision, batch) = (row?.integer(0) ?? 0, row?.integer(1) ?? 0)
    }
  }

  private static func noteChange(_ connection: SQLConnection) throws(BookError) {
    try connection.execute("UPDATE allowance_state SET value = value + 1 WHERE name = 'revision'")
  }
}

extension AllowanceState {
  /// Whether anything came or changed since it was kept.
  var hasChanges: Bool {
    !allowances.changes.isEmpty || !volumes.changes.isEmpty || !commitments.changes.isEmpty || !limits.changes.isEmpty
      || !changedBoosters.isEmpty
  }
}
