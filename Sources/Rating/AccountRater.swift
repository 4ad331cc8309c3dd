package import RatePlans
package import Telecom

/// Rates usage for whoever pays it: a directory, where there is one, finds the payer, and the payer's plan the price.
package struct AccountRater: Sendable {
  /// The first is the plan of those that name none, and without a directory of all.
  package let raters: [UsageRater]
  package let directory: PayerDirectory?
  /// Of the plans, each once, in their order.
  package let currencies: [Currency]

  /// - Parameter raters: one at least. Entries of the directory name them by index.
  package init(_ raters: [UsageRater], directory: PayerDirectory? = nil) {
    precondition(!raters.isEmpty)
    precondition(directory?.entries.allSatisfy { raters.indices.contains($0.plan) } ?? true)
    self.raters = raters
    self.directory = directory
    currencies = raters.reduce(into: []) { if !$0.contains($1.plan.currency) { $0.append($1.plan.currency) } }
  }

  /// The first plan: its zone is that of times without one, its dialling rules are those by which the payer is found.
  package var plan: RatePlan { raters[0].plan }

  /// Rates every record of a batch. `result` is empty.
  ///
  /// The slow algorithm: one record after the other, find its payer, and rate it under the payer's plan. Here the payers
  /// of all are found first; then the records of each plan are rated together, and what they came to is put back into the
  /// order of the records. Where all records go by one plan nothing has to be put back.
  package func rate(_ batch: UsageBatch, into result: inout RatedBatch) {
    guard let directory else {
      raters[0].rate(batch, into: &result)
      result.charges[plan.currency] = result.chargeNanos
      return
    }
    directory.findPayers(of: batch, facts: &result.facts, payers: &result.payers)
    if raters.count == 1, !result.payers.contains(PayerDirectory.notFound) {
      raters[0].rate(batch, into: &result)
      result.charges[plan.currency] = result.chargeNanos
      for index in result.rated.indices {
        let payer = result.payers[Int(result.rated[index].record)]
        result.rated[index].payer = payer
        directory.prefetchNames(of: Int(payer))
      }
    } else {
      rateByPlan(batch, directory, into: &result)
    }
  }

  private func rateByPlan(_ batch: UsageBatch, _ directory: PayerDirectory, into result: inout RatedBatch) {
    while result.parts.count < raters.count {
      result.parts.append(RatedBatch())
      result.selections.append([])
    }
    for plan in raters.indices {
      result.parts[plan].removeAll()
      result.selections[plan].removeAll(keepingCapacity: true)
    }
    for (index, payer) in result.payers.enumerated() {
      if payer == PayerDirectory.notFound {
        result.rejects.append(directory.reject(index, of: batch))
      } else {
        result.selections[payer >= 0 ? Int(directory.plans[Int(payer)]) : 0].append(index)
      }
    }
    for plan in raters.indices where !result.selections[plan].isEmpty {
      raters[plan].rate(batch, result.selections[plan], into: &result.parts[plan])
      add(result.parts[plan], of: plan, to: &result)
    }
    putInOrder(directory, &result)
  }

  private func add(_ part: RatedBatch, of plan: Int, to result: inout RatedBatch) {
    result.notChargeable.add(part.notChargeable)
    result.billedSeconds &+= part.billedSeconds
    result.chargeNanos += part.chargeNanos
    result.charges[raters[plan].plan.currency, default: 0] += part.chargeNanos
    for var reject in part.rejects {
      reject.plan = Int16(truncatingIfNeeded: plan)
      result.rejects.append(reject)
    }
  }

  private func putInOrder(_ directory: PayerDirectory, _ result: inout RatedBatch) {
    result.rejects.sort { $0.record < $1.record }
    /// How many rated records of each plan are taken.
    var taken = [Int](repeating: 0, count: raters.count)
    for (index, payer) in result.payers.enumerated() where payer >= 0 {
      let plan = Int(directory.plans[Int(payer)])
      let next = taken[plan]
      guard next < result.parts[plan].rated.count, result.parts[plan].rated[next].record == index else { continue }
      taken[plan] = next + 1
      result.rated.append(result.parts[plan].rated[next])
      result.rated[result.rated.count - 1].plan = Int16(truncatingIfNeeded: plan)
      result.rated[result.rated.count - 1].payer = payer
    }
  }
}
