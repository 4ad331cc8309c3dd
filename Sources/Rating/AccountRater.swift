internal import Bytes
package import RatePlans
package import Telecom

/// Rates usage for whoever pays it: a directory, where there is one, finds the payers, and their plans the prices.
package struct AccountRater: Sendable {
  /// The first is the plan of those that name none, and without a directory of all.
  package let raters: [UsageRater]
  package let directory: PayerDirectory?
  /// How service types are rated.
  package let rules: RatingRules
  /// `nil` where calls are priced for customers only.
  package let levels: PriceLevels?
  /// Of the plans, each once, in their order.
  package let currencies: [Currency]
  /// Indices into `currencies`.
  let currencyOfPlan: [Int]
  let tiers: Tiers
  /// Who draws on what plans promise; `nil` where promises are not heeded.
  package let owners: PoolOwners?
  /// By plan; `nil` for one that promises nothing.
  package let promises: [PromiseRater?]
  /// The destinations of all decks, one tariff's behind the other's.
  package let destinations: [UInt8]
  /// By plan, then by tariff, where its destinations begin.
  package let destinationStarts: [[Int]]
  /// For each plan the first with its dialling rules, which reads the numbers for all that have them.
  private let firstAlike: [Int]
  /// By plan and leg its deck's trie; decks with the same prefixes have one.
  private let tries: [[Int]]
  private let trieCount: Int

  /// Which rows are given out.
  package struct Tiers: OptionSet, Sendable {
    package let rawValue: Int
    package init(rawValue: Int) { self.rawValue = rawValue }
    package static let retail = Tiers(rawValue: 1)
    package static let reseller = Tiers(rawValue: 2)
    package static let cost = Tiers(rawValue: 4)
    package static let all: Tiers = [.retail, .reseller, .cost]
  }

  /// - Parameters:
  ///   - raters: one at least. Entries of the directory name them by index, and so do the levels.
  ///   - rules: how the service types of records are rated where there is no directory, which has rules of its own.
  ///   - levels: those above the entries of the directory; without one the suppliers alone.
  ///   - owners: of the directory's entries, where customers are to have what their plans promise.
  ///   - pools: by plan, where several are versions of one; else each has counters of its own.
  package init(
    _ raters: [UsageRater], directory: PayerDirectory? = nil, rules: RatingRules = .none, levels: PriceLevels? = nil,
    tiers: Tiers = .all, owners: PoolOwners? = nil, pools: [PlanPools]? = nil
  ) {
    precondition(!raters.isEmpty)
    precondition(directory?.entries.allSatisfy { raters.indices.contains($0.plan) } ?? true)
    self.raters = raters
    self.directory = directory
    self.rules = directory?.rules ?? rules
    self.levels = levels
    self.tiers = tiers
    self.owners = owners
    promises = raters.enumerated().map { index, rater in
      guard let owners, !rater.plan.promises.isEmpty else { return nil }
      return PromiseRater(
        rater, index: Int16(truncatingIfNeeded: index), pools: pools?[index], calendars: owners.calendars)
    }
    currencies = raters.reduce(into: []) { if !$0.contains($1.plan.currency) { $0.append($1.plan.currency) } }
    currencyOfPlan = raters.map { [currencies] in currencies.firstIndex(of: $0.plan.currency) ?? 0 }
    let texts = raters.flatMap { $0.plan.tariffs.map(\.text) }
    destinations = texts.count == 1 ? texts[0] : Array(texts.joined())
    var count = 0
    destinationStarts = raters.map { rater in
      rater.plan.tariffs.map { tariff in
        defer { count += tariff.text.count }
        return count
      }
    }
    var (all, tries): ([PrefixTrie], [[Int]]) = ([], [])
    for rater in raters {
      tries.append(
        rater.legs.map { leg in
          let trie = rater.pricers[leg.pricer].tariff.trie
          if let known = all.firstIndex(where: { $0.isSame(as: trie) }) { return known }
          all.append(trie)
          return all.count - 1
        })
    }
    (self.tries, trieCount) = (tries, all.count)
    firstAlike = raters.map { rater in
      raters.firstIndex { $0.plan.dialling == rater.plan.dialling && $0.geography === rater.geography } ?? 0
    }
  }

  /// The first plan: its zone is that of times without one, its dialling rules are those by which the payer is found.
  package var plan: RatePlan { raters[0].plan }

  /// Whether anything is promised: what was rated has its sums only when `keepPromises` is done with it.
  package var keepsPromises: Bool { promises.contains { $0 != nil } }

  /// Rates every record of a batch. `result` is empty.
  ///
  /// The slow algorithm: one record after the other, find its payers, and rate it under the plan of each and of every
  /// level above. Here the payers of all are found first; then what is to be rated under each plan is rated together,
  /// and what it came to is put back into the order of the records. Where all records have one payer and go by one plan
  /// nothing has to be put back.
  package func rate(_ batch: UsageBatch, into result: inout RatedBatch) {
    rules.ofRecords(batch, into: &result.ownRules)
    let hasOneWay = levels == nil && result.ownRules.isEmpty && !keepsPromises
    if hasOneWay, directory == nil {
      raters[0].rate(batch, into: &result)
      sum(&result)
      return
    }
    result.facts.removeAll(keepingCapacity: true)
    result.payers.removeAll(keepingCapacity: true)
    result.receivers.removeAll(keepingCapacity: true)
    result.incoming.removeAll(keepingCapacity: true)
    let isPlain = hasOneWay && raters.count == 1 && !(directory?.hasRules ?? false) && !raters[0].specials.askForServiceType
    if isPlain { findPayers(batch, batch.records.indices, &result) }
    if isPlain, let directory, !result.payers.contains(PayerDirectory.notFound) {
      raters[0].rate(batch, into: &result)
      sum(&result)
      for index in result.rated.indices {
        let payer = result.payers[Int(result.rated[index].record)]
        result.rated[index].payer = payer
        directory.prefetchNames(of: Int(payer))
      }
    } else {
      var sums = [Int128](repeating: 0, count: currencies.count)
      for plan in result.callsByDialling.indices { result.callsByDialling[plan].removeAll(keepingCapacity: true) }
      result.makeRoom(forTries: trieCount)
      for start in stride(from: 0, to: batch.records.count, by: UsageRater.blockSize) {
        let block = start..<min(batch.records.count, start + UsageRater.blockSize)
        if !isPlain { findPayers(batch, block, &result) }
        listJobs(block, of: batch, &result)
        rateJobs(batch, &result)
        putInOrder(block, of: batch, &result, &sums)
      }
      if keepsPromises { return }
      for (currency, sum) in zip(currencies, sums) { result.charges[currency] = sum }
    }
  }

  /// Where there is no directory, nobody in particular pays.
  func findPayers(_ batch: UsageBatch, _ block: Range<Int>, _ result: inout RatedBatch) {
    guard let directory else {
      result.payers.append(contentsOf: repeatElement(PayerDirectory.notNeeded, count: block.count))
      return
    }
    directory.findPayers(
      of: batch, block, own: result.ownRules, facts: &result.facts, payers: &result.payers, receivers: &result.receivers,
      incoming: &result.incoming)
  }

  private func sum(_ result: inout RatedBatch) {
    result.charges[plan.currency] = result.chargeNanos
    result.recordCount = result.rated.count
  }

  // MARK: Jobs

  func listJobs(_ block: Range<Int>, of batch: UsageBatch, _ result: inout RatedBatch) {
    while result.parts.count < raters.count {
      result.parts.append(RatedBatch())
      result.callsByDialling.append([])
      result.selections.append([])
    }
    for plan in raters.indices { result.selections[plan].removeAll(keepingCapacity: true) }
    result.jobs.removeAll(keepingCapacity: true)
    for index in block {
      if index + 8 < block.upperBound, result.payers[index + 8] >= 0 {
        directory?.prefetchRating(of: Int(result.payers[index + 8]))
        levels?.prefetch(Int(result.payers[index + 8]))
      }
      let (payer, receiver) = (result.payers[index], result.receivers.isEmpty ? -1 : result.receivers[index])
      if payer == PayerDirectory.notFound { continue }
      let own = result.ownRules.isEmpty ? -1 : result.ownRules[index]
      let first = result.jobs.count
      if payer < 0, receiver < 0 {
        result.jobs.append(RatingJob(record: Int32(index), payer: payer, plan: 0, rule: own, kind: kind(ofRule: own)))
        if let levels { addLevels(levels, above: result.jobs[first], batch, isFirst: true, &result.jobs) }
      }
      if payer >= 0 {
        addPrices(of: index, batch, for: payer, isOwner: false, own: own, isFirst: true, &result.jobs)
        if !result.incoming.isEmpty { result.jobs[first].isIncoming = result.incoming[index] }
      }
      if receiver >= 0 {
        addPrices(of: index, batch, for: receiver, isOwner: true, own: own, isFirst: payer < 0, &result.jobs)
      }
    }
    for job in result.jobs.indices where result.jobs[job].plan >= 0 {
      result.selections[Int(result.jobs[job].plan)].append(Int32(job))
    }
  }

  /// The price of a record for an entry, and those of the levels above it.
  /// - Parameter isFirst: of the record's payers; the supplier's cost goes with that one.
  private func addPrices(
    of record: Int, _ batch: UsageBatch, for entry: Int32, isOwner: Bool, own: Int16, isFirst: Bool, _ jobs: inout [RatingJob]
  ) {
    guard let directory else { return }
    let plan = levels?.sellPlan(ofEntry: Int(entry), at: batch.records[record].startMilliseconds)
    let retail = RatingJob(
      record: Int32(record), payer: entry, plan: plan ?? directory.plans[Int(entry)],
      rule: directory.rule(ofEntry: Int(entry), own: own, isOwner: isOwner),
      kind: kind(ofRule: directory.typeRule(ofEntry: Int(entry), own: own)), isIncoming: isOwner)
    jobs.append(retail)
    if let levels { addLevels(levels, above: retail, batch, isFirst: isFirst, &jobs) }
  }

  private func kind(ofRule rule: Int16) -> UsageKind? { rule < 0 ? nil : rules.all[Int(rule)].usage?.kind }

  /// A reseller that has no plan then is a job without one: the record is set aside.
  private func addLevels(
    _ levels: PriceLevels, above retail: RatingJob, _ batch: UsageBatch, isFirst: Bool, _ jobs: inout [RatingJob]
  ) {
    guard batch.records[Int(retail.record)].answered else { return }
    let start = batch.records[Int(retail.record)].startMilliseconds
    func add(_ first: Int32) {
      let step = levels.inForce(first, at: start)
      var job = retail
      job.party = levels.steps[Int(step >= 0 ? step : first)].party
      job.plan = step >= 0 ? levels.steps[Int(step)].plan : RatingJob.noPlan
      // A carrier is paid for taking the call on, whoever pays for it.
      if levels.parties[Int(job.party)].isCost { job.rule = -1 }
      jobs.append(job)
    }
    for reseller in retail.payer >= 0 ? levels.resellers(ofEntry: Int(retail.payer)) : 0..<0 { add(levels.reseller(reseller)) }
    let extras = Int(batch.records[Int(retail.record)].extras)
    guard isFirst, extras >= 0 else { return }
    let supplier = levels.supplier(ofTrunk: batch.text.span.extracting(batch.extras[extras].trunkOut.range))
    if supplier >= 0, levels.inForce(supplier, at: start) >= 0 { add(supplier) }
  }

  private func rateJobs(_ batch: UsageBatch, _ result: inout RatedBatch) {
    let usesRules = directory?.hasRules ?? false || !result.ownRules.isEmpty
    for plan in raters.indices {
      result.parts[plan].removeAll()
      result.parts[plan].keepsRuns = promises[plan] != nil
      guard !result.selections[plan].isEmpty else { continue }
      let selection = JobSelection(
        jobs: result.jobs, selected: result.selections[plan], directory: directory, rules: rules, usesRules: usesRules,
        tries: tries[plan])
      swap(&result.parts[plan].found, &result.found)
      swap(&result.parts[plan].calls, &result.callsByDialling[firstAlike[plan]])
      raters[plan].rate(batch, selection, into: &result.parts[plan])
      if let promise = promises[plan] { offer(to: promise, selection, batch, &result) }
      swap(&result.parts[plan].calls, &result.callsByDialling[firstAlike[plan]])
      swap(&result.parts[plan].found, &result.found)
    }
  }

  // MARK: Order

  /// Where the reading of a plan's results has come to.
  private struct Cursor {
    var position: Int32 = 0
    var rated = 0
    var rejects = 0
    var uncharged = 0
  }

  /// Puts the results into the order of the records: of one with several prices all are given out, or, where one of them
  /// cannot be had, none, and the record is set aside for that reason.
  private func putInOrder(
    _ block: Range<Int>, of batch: UsageBatch, _ result: inout RatedBatch, _ sums: inout [Int128]
  ) {
    var cursors = raters.map { _ in Cursor() }
    var job = 0
    for record in block {
      if record + 8 < block.upperBound, result.payers[record + 8] >= 0 {
        directory?.names.prefetch(Int(result.payers[record + 8]))
      }
      if result.payers[record] == PayerDirectory.notFound {
        if let directory { result.rejects.append(directory.reject(record, of: batch)) }
        continue
      }
      let first = result.rated.count
      var (reject, reason): (Reject?, NotChargeable?)
      while job < result.jobs.count, result.jobs[job].record == record {
        let plan = Int(result.jobs[job].plan)
        if plan >= 0 {
          take(job, plan, &cursors[plan], &result, &reject, &reason)
          if result.jobs[job].party < 0, result.jobs[job].payer >= 0 {
            directory?.prefetchNames(of: Int(result.jobs[job].payer))
          }
        } else if reject == nil {
          reject = missingPlan(result.jobs[job], batch)
        }
        job += 1
      }
      if reason != nil, reject == nil { removeUncharged(from: first, &result) }
      if let reject {
        result.rated.removeSubrange(first...)
        result.rejects.append(reject)
      } else if result.rated.count == first {
        if let reason { result.notChargeable[reason] += 1 }
      } else if !keepsPromises {
        conclude(first..<result.rated.count, &result, &sums)
        if tiers != .all { keepTiers(from: first, &result) }
      }
    }
  }

  /// Takes what a job came to out of the results of its plan.
  private func take(
    _ job: Int, _ plan: Int, _ cursor: inout Cursor, _ result: inout RatedBatch, _ reject: inout Reject?,
    _ reason: inout NotChargeable?
  ) {
    let position = cursor.position
    cursor.position += 1
    if cursor.rated < result.parts[plan].rated.count, result.parts[plan].rated[cursor.rated].payer == position {
      result.rated.append(result.parts[plan].rated[cursor.rated])
      cursor.rated += 1
      let last = result.rated.count - 1
      result.rated[last].plan = Int16(truncatingIfNeeded: plan)
      result.rated[last].payer = result.jobs[job].payer
      moveDetail(of: last, from: plan, &result)
      noteParty(job, &result)
    } else if cursor.rejects < result.parts[plan].rejects.count, result.parts[plan].rejects[cursor.rejects].job == position {
      if reject == nil {
        reject = result.parts[plan].rejects[cursor.rejects]
        reject?.plan = Int16(truncatingIfNeeded: plan)
        if result.jobs[job].party >= 0, let levels { reject?.level = levels.parties[Int(result.jobs[job].party)].tier }
      }
      cursor.rejects += 1
    } else {
      if reason == nil { reason = result.parts[plan].uncharged[cursor.uncharged] }
      cursor.uncharged += 1
      var usage = RatedUsage(record: result.jobs[job].record)
      (usage.plan, usage.payer) = (Int16(truncatingIfNeeded: plan), result.jobs[job].payer)
      result.rated.append(usage)
      noteParty(job, &result)
    }
  }

  private func noteParty(_ job: Int, _ result: inout RatedBatch) {
    let party = result.jobs[job].party
    if party >= 0 { result.withDetail(of: result.rated.count - 1) { $0.party = party } }
  }

  /// Takes out the rows of payers to whom a record costs nothing at any level. Where it costs something at one, those at
  /// which it does not stand with a charge of 0, so that what each level keeps is known.
  private func removeUncharged(from first: Int, _ result: inout RatedBatch) {
    var row = first
    while row < result.rated.count {
      let payer = result.rated[row].payer
      let end = result.rated[row...].firstIndex { $0.payer != payer } ?? result.rated.count
      if let priced = (row..<end).first(where: { result.isPriced($0) }) {
        for index in row..<end where !result.isPriced(index) {
          result.rated[index].called = result.rated[priced].called
          result.rated[index].calling = result.rated[priced].calling
          result.rated[index].kind = result.rated[priced].kind
          result.rated[index].jurisdiction = result.rated[priced].jurisdiction
        }
        row = end
      } else {
        result.rated.removeSubrange(row..<end)
      }
    }
  }

  private func moveDetail(of row: Int, from plan: Int, _ result: inout RatedBatch) {
    guard result.rated[row].detail >= 0 else { return }
    var detail = result.parts[plan].details[Int(result.rated[row].detail)]
    let start = Int32(truncatingIfNeeded: result.components.count)
    for index in detail.components { result.components.append(result.parts[plan].components[Int(index)]) }
    detail.components = start..<start + Int32(detail.components.count)
    result.rated[row].detail = Int32(truncatingIfNeeded: result.details.count)
    result.details.append(detail)
  }

  /// The rows of one record are there: what each of them leaves, and the sums.
  func conclude(_ rows: Range<Int>, _ result: inout RatedBatch, _ sums: inout [Int128]) {
    result.recordCount += 1
    for row in rows {
      let next = row + 1
      if next < rows.upperBound, result.party(of: next) >= 0, result.rated[next].payer == result.rated[row].payer,
        currencyOfPlan[Int(result.rated[next].plan)] == currencyOfPlan[Int(result.rated[row].plan)]
      {
        let margin = result.rated[row].chargeNanos - result.rated[next].chargeNanos
        result.withDetail(of: row) { $0.marginNanos = margin }
      }
      guard result.party(of: row) < 0 else { continue }
      result.billedSeconds &+= result.rated[row].billedSeconds
      sums[currencyOfPlan[Int(result.rated[row].plan)]] += Int128(result.rated[row].chargeNanos)
    }
  }

  /// Takes out the rows of tiers that are not asked for.
  func keepTiers(from first: Int, _ result: inout RatedBatch) {
    let kept = (first..<result.rated.count).filter { tiers.contains(tier(ofParty: result.party(of: $0))) }
    result.rated.replaceSubrange(first..., with: kept.map { result.rated[$0] })
  }

  private func tier(ofParty party: Int32) -> Tiers {
    guard party >= 0, let levels else { return .retail }
    return levels.parties[Int(party)].isCost ? .cost : .reseller
  }

  private func missingPlan(_ job: RatingJob, _ batch: UsageBatch) -> Reject {
    let record = batch.records[Int(job.record)]
    var reject = Reject(
      .serviceNotActive, field: .record, line: record.line,
      raw: record.raw, origin: record.origin)
    reject.record = job.record
    if let levels { reject.level = levels.parties[Int(job.party)].tier }
    return reject
  }
}
