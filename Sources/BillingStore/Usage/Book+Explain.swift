internal import RatePlans
package import Rating
internal import Telecom

extension Book {
  /// How the charges of a record in the book came about, one for each who pays and each level, and behind it what settling
  /// made of it, where it did: by the versions of the
  /// plans that priced it, and the numbering of its batch, whatever came after.
  /// - Parameter origin: the switch that wrote it; `nil` for the one without a name.
  /// - Throws: `.invalid` where there is no such record, `.damaged` where a plan does not give its charge.
  package func explain(record id: String, of origin: String?, threads: Int) throws(BookError) -> [ExplainedCharge] {
    try database.read { connection throws(BookError) in
      let identity = try UsageSwitch.named(origin ?? "", connection).identity(of: id)
      guard let first = try BookedRecord(identity, connection) else {
        let archived = try connection.row(
          "SELECT month FROM archived_record r JOIN usage_archive a ON a.id = r.archive WHERE record_id = ?1", [.text(identity)])
        let hint = archived.map { "it is in the archive of \($0.text(0)); bring it back with 'tollbook archive --restore'" }
        throw BookError(.invalid, "\(path): record \(id): \(hint ?? "the book has none of this id; name its switch with --switch")")
      }
      let geography = try NumberStore.geography(try NumberStore.used(byBatch: first.batch, connection), connection)
      let rules = try DirectoryLoader.ratingRules(connection)
      var charges: [ExplainedCharge] = []
      var next: (record: BookedRecord, identity: String, isSettled: Bool)? = (first, identity, false)
      var count = 0
      while let (record, own, isSettled) = next {
        let rater = UsageRater(try PlanStore.load(record.plan, threads: threads, from: connection), geography: geography)
        guard let explanation = record.explanation(by: rater, rules) else {
          throw BookError(
            .damaged, "\(path): record \(id): its plan \(record.plan.name) (id \(record.plan.id)) does not give its charge; run 'tollbook verify'")
        }
        charges.append(
          ExplainedCharge(account: record.account, service: record.service, tier: record.tier + (isSettled ? ", settled" : ""),
            explanation: explanation))
        if !isSettled, let settled = try record.settled(own, connection) {
          next = (settled, own, true)
          continue
        }
        count += 1
        let following = UsageSwitch.identity(ofRow: count, identity)
        next = try BookedRecord(following, connection).map { ($0, following, false) }
      }
      return charges
    }
  }
}
