internal import Bytes
package import Telecom

/// What a record costs one who pays it, and why: the customer, a reseller above, or the operator who pays a supplier.
package struct ExplainedCharge: Sendable {
  /// The account that pays; the supplier, where it is the operator.
  package let account: String
  /// The trunk, where it is the operator.
  package let service: String
  /// `retail`, `reseller:NAME` or `cost`.
  package let tier: String
  package let explanation: Explanation

  package init(account: String, service: String, tier: String, explanation: Explanation) {
    self.account = account
    self.service = service
    self.tier = tier
    self.explanation = explanation
  }

  package func text(as format: Explanation.Format) -> String {
    switch format {
    case .text:
      "\(tier): \(account)\(service.isEmpty ? "" : ", \(tier == PriceLevels.cost ? "trunk" : "service") \(service)")\n"
        + explanation.text(as: .text)
    case .json: Self.object(["tier": tier, "account": account, "service": service], explanation.text(as: .json))
    }
  }

  /// The explanation's object with members before its own.
  private static func object(_ members: KeyValuePairs<String, String>, _ explanation: String) -> String {
    let writer = ByteWriter()
    for (name, value) in members {
      writer.append(writer.count == 0 ? "{\"\(name)\":" : ",\"\(name)\":")
      writer.appendJSON(value)
    }
    return String(decoding: writer.bytes, as: UTF8.self) + "," + explanation.dropFirst()
  }
}

extension AccountRater {
  /// Who pays for the first record of a batch, and how each price comes about; in the order of rated usage.
  /// - Returns: without a directory the one price, for nobody in particular; none where nobody is found to pay, and
  ///   ``reject(ofFirstIn:)`` says why.
  package func explain(firstOf batch: UsageBatch) -> [ExplainedCharge] {
    guard let record = batch.records.first else { return [] }
    var one = batch
    one.records = [record]
    var result = RatedBatch()
    rules.ofRecords(one, into: &result.ownRules)
    findPayers(one, 0..<1, &result)
    guard result.payers[0] != PayerDirectory.notFound else { return [] }
    listJobs(0..<1, of: one, &result)
    return result.jobs.compactMap { job in
      guard job.plan >= 0 else { return nil }
      let party = job.party >= 0 ? levels?.parties[Int(job.party)] : nil
      let names = job.payer >= 0 ? directory?.names[Int(job.payer)] : nil
      func name(_ range: TextRange?) -> String { String(decoding: directory?.text[(range ?? .none).range] ?? [], as: UTF8.self) }
      let trunk = record.extras >= 0 ? batch.extras[Int(record.extras)].trunkOut : .none
      return ExplainedCharge(
        account: party?.account ?? name(names?.account),
        service: party?.isCost == true ? batch.string(trunk) : name(names?.service), tier: party?.tier ?? PriceLevels.retail,
        explanation: Explanation(
          record: record, batch: one, rater: raters[Int(job.plan)], service: job.service(in: directory, rules)))
    }
  }

  /// Why nobody is found to pay for the first record of a batch.
  package func reject(ofFirstIn batch: UsageBatch) -> Reject? {
    directory?.reject(0, of: batch)
  }
}
