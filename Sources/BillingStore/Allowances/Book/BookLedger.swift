internal import RatePlans
internal import Rating
package import RatingPipeline
internal import Telecom

/// What customers have drawn, on its way from a book through the inputs of a run and back into it.
///
/// It is read when the first input begins, and again where somebody else wrote counters or usage since. What an input
/// changes is written in its own transaction.
package final class BookLedger: @unchecked Sendable {  // One input at a time.
  package let promises: PromiseLedger
  private let allowances: BookAllowances
  private let owners: PoolOwners
  private let known: BookKnownUsage
  /// When the book was as the ledger has it; `nil` while nothing was read.
  private var moment: BookAllowances.Moment?
  /// The same behind the transaction at work.
  private var next: BookAllowances.Moment?

  /// - Returns: `nil` where no plan promises anything.
  package init?(_ book: Book, _ directory: IngestDirectory) {
    guard let allowances = directory.allowances, let owners = directory.rater.owners else { return nil }
    (self.allowances, self.owners) = (allowances, owners)
    known = BookKnownUsage(book)
    promises = PromiseLedger(AllowanceState(), known: known)
  }

  /// An input begins.
  func begin(from origin: UsageSwitch, _ connection: SQLConnection) throws(BookError) {
    known.begin(from: origin)
    let now = try BookAllowances.Moment(connection)
    guard now != moment else { return }
    moment = nil
    promises.restart(from: try allowances.load(connection))
    moment = now
  }

  /// - Throws: `.refused` where somebody else wrote counters or usage since the input began.
  func check(_ connection: SQLConnection) throws(BookError) {
    guard try BookAllowances.Moment(connection) != moment else { return }
    throw BookError(
      .refused, "another program took usage into the book meanwhile, and what customers have left of what their plans "
        + "include may be otherwise now; ingest it again")
  }

  /// Writes what an input changed, and events for the limits it reached.
  func save(recordedAt: Int64, _ connection: SQLConnection) throws(BookError) {
    try allowances.save(promises.state, connection)
    for notice in promises.notices { try allowances.event(notice, owners).write(connection, recordedAt: recordedAt) }
    next = try BookAllowances.Moment(connection)
  }

  /// What was saved is durable.
  func noteCommit() { moment = next }
}

extension BookAllowances {
  /// What other programs are told of a limit that was reached.
  func event(_ notice: PromiseNotice, _ pools: PoolOwners) -> OutboxEvent {
    let isService = notice.scope == .service
    let account = isService ? pools.services[Int(notice.pool.owner)].account : notice.pool.owner
    var fields = [("plan", notice.plan), ("limit", notice.limit), ("scope", notice.scope.rawValue), ("account", notice.account)]
    if isService { fields.append(("service", notice.service)) }
    fields.append(("unit", notice.unit))
    if let from = notice.cycleFrom { fields.append(("cycle_from", "\(from)")) }
    if let to = notice.cycleTo { fields.append(("cycle_to", "\(to)")) }
    fields.append(("threshold", notice.at))
    var kind = OutboxEvent.Kind.planLimitReached
    if case .warning(let percent) = notice.kind {
      kind = .planLimitWarning
      fields.append(("percent", "\(percent)"))
    }
    fields.append(("record", notice.recordID))
    return OutboxEvent(
      kind: kind, account: Int64(owners.stored(account, .account)),
      service: isService ? Int64(owners.stored(notice.pool.owner, .service)) : nil, fields: fields)
  }
}
