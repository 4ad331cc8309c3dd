internal import Bytes
package import Telecom

extension PayerDirectory {
  /// The payer of one record.
  package func find(_ index: Int, of batch: UsageBatch) -> PayerFinding {
    let own = rules.index(ofRecord: index, batch)
    var facts = facts(index, batch)
    findClaims(index, &facts, batch)
    return hasReceivers || paysCalled(own) ? findBoth(index, facts, own, of: batch).finding : find(index, facts, own, of: batch)
  }

  /// The payers of a stretch of a batch, behind those of the records before.
  ///
  /// All keys are made first, and each asks for the place in its table; then the claims of all are found and asked for;
  /// then the claims are read, and the names of the payers asked for.
  /// - Parameters:
  ///   - own: for each record the rule of its own service type; empty where no record has one.
  ///   - payers: for each record the index of its entry, `notNeeded` or `notFound`.
  ///   - receivers: for each record the index of the entry that pays as the owner of the called number, or `notNeeded`;
  ///     nothing where no entry does.
  ///   - incoming: for each record whether its payer was found by the called number; nothing where no entry has one.
  func findPayers(
    of batch: UsageBatch, _ block: Range<Int>, own: [Int16], facts: inout [PayerFacts], payers: inout [Int32],
    receivers: inout [Int32], incoming: inout [Bool]
  ) {
    let mayHaveReceivers = hasReceivers || !own.isEmpty
    for index in block {
      let known = batch.records[index].answered ? self.facts(index, batch) : PayerFacts()
      if known.accountCode != 0 { accountCodes.prefetch(known.accountCode) }
      if known.calling != .none { calling.prefetch(known.calling) }
      if known.called != .none { called.prefetch(known.called) }
      facts.append(known)
    }
    for index in block { findClaims(index, &facts[index], batch) }
    for index in block {
      guard batch.records[index].answered else {
        payers.append(Self.notNeeded)
        if mayHaveReceivers { receivers.append(Self.notNeeded) }
        if !called.isEmpty { incoming.append(false) }
        continue
      }
      let rule = own.isEmpty ? -1 : own[index]
      if hasReceivers || paysCalled(rule) {
        let both = findBoth(index, facts[index], rule, of: batch)
        payers.append(both.payer)
        receivers.append(both.receiver)
        if !called.isEmpty { incoming.append(both.isPayerCalled) }
        continue
      }
      if mayHaveReceivers { receivers.append(Self.notNeeded) }
      let finding = find(index, facts[index], rule, of: batch)
      if !called.isEmpty { incoming.append(finding.kind == .did) }
      if finding.verdict == .found {
        names.prefetch(Int(finding.entry))
        payers.append(finding.entry)
      } else {
        payers.append(Self.notFound)
      }
    }
  }

  /// Who pays for a record as its user, and who as the owner of the called number.
  private struct Both {
    var payer = PayerDirectory.notNeeded
    var receiver = PayerDirectory.notNeeded
    /// Of either; where the record has no payer, the reason.
    var finding: PayerFinding
    /// The payer was found by the called number.
    var isPayerCalled = false
  }

  /// - Parameter own: the rule of the record's own service type; -1 for none.
  private func findBoth(_ index: Int, _ facts: PayerFacts, _ own: Int16, of batch: UsageBatch) -> Both {
    var owning = PayerFinding(kind: .did)
    ask(facts.calledClaim, .did, at: batch.records[index].startMilliseconds, &owning)
    let isReceivers = [owning.entry, owning.other].contains { $0 >= 0 && isReceiver(Int($0), own: own) }
    // A number's other services say nothing of who owns it.
    if !isReceivers { owning = PayerFinding(kind: .did) }
    let owner = isReceivers && owning.verdict == .found ? owning.entry : Self.notNeeded
    let rule = owner >= 0
      ? rule(ofEntry: Int(owner), own: own, isOwner: true) : paysCalled(own) ? own : facts.calledRule
    if rule >= 0, rules.all[Int(rule)].isFreeForCaller {
      return owner >= 0 ? Both(receiver: owner, finding: owning) : Both(payer: Self.notFound, finding: owning)
    }
    let finding = find(index, facts, own, of: batch)
    if finding.isFinal, finding.verdict != .found { return Both(payer: Self.notFound, finding: finding) }
    if isReceivers, owning.isFinal, owner < 0 { return Both(payer: Self.notFound, finding: owning) }
    if owner < 0 {
      return Both(
        payer: finding.verdict == .found ? finding.entry : Self.notFound, finding: finding, isPayerCalled: finding.kind == .did)
    }
    // Where the owner pays nobody else has to be known, and nobody pays twice for one service.
    let isOther = finding.verdict == .found && !isSameService(finding.entry, owner)
    return Both(
      payer: isOther ? finding.entry : Self.notNeeded, receiver: owner, finding: owning, isPayerCalled: finding.kind == .did)
  }

  private func isSameService(_ entry: Int32, _ other: Int32) -> Bool {
    entry == other
      || (entries[Int(entry)].service == entries[Int(other)].service && entries[Int(entry)].account == entries[Int(other)].account)
  }

  /// Brings the names of an entry near, which will be needed when its rows are written.
  func prefetchNames(of entry: Int) {
    if !names[entry].account.isEmpty { text.prefetch(Int(names[entry].account.offset), count: 32) }
    if !names[entry].service.isEmpty { text.prefetch(Int(names[entry].service.offset), count: 32) }
  }

  /// Brings near how an entry is rated.
  func prefetchRating(of entry: Int) {
    plans.prefetch(entry)
    ruleOfEntry.prefetch(entry)
  }

  private func facts(_ index: Int, _ batch: UsageBatch) -> PayerFacts {
    var facts = PayerFacts()
    let code = batch.records[index].accountCode
    if !accountCodes.isEmpty, !code.isEmpty { facts.accountCode = TextKeys.hash(batch.text.span.extracting(code.range)) }
    if !calling.isEmpty || !ranges.isEmpty { facts.calling = number(batch.records[index].calling, batch) }
    if hasReceivers || !called.isEmpty, !batch.records[index].called.isEmpty,
      let number = numbers.called(batch.text.span.extracting(batch.records[index].called.range))
    {
      facts.called = number.number
      if hasReceivers { facts.calledRule = rules.index(ofCalled: number) }
    }
    return facts
  }

  private func findClaims(_ index: Int, _ facts: inout PayerFacts, _ batch: UsageBatch) {
    if facts.accountCode != 0 {
      let code = batch.text.span.extracting(batch.records[index].accountCode.range)
      facts.accountClaim = accountCodes.claim(of: code, hash: facts.accountCode)
      if facts.accountClaim >= 0 { claims.prefetch(Int(facts.accountClaim)) }
    }
    if facts.calling != .none {
      facts.callingClaim = calling.claim(of: facts.calling)
      if facts.callingClaim >= 0 { claims.prefetch(Int(facts.callingClaim)) }
    }
    if facts.called != .none {
      facts.calledClaim = called.claim(of: facts.called)
      if facts.calledClaim >= 0 { claims.prefetch(Int(facts.calledClaim)) }
    }
  }

  private func number(_ range: TextRange, _ batch: UsageBatch) -> PhoneNumber {
    range.isEmpty ? .none : numbers.normalise(batch.text.span.extracting(range.range))?.number ?? .none
  }

  private func find(_ index: Int, _ facts: PayerFacts, _ own: Int16, of batch: UsageBatch) -> PayerFinding {
    let start = batch.records[index].startMilliseconds
    let extras = Int(batch.records[index].extras)
    var finding = PayerFinding()
    if facts.accountClaim >= 0 {
      ask(facts.accountClaim, .accountCode, at: start, &finding)
      if finding.isFinal { return finding }
    }
    if extras >= 0, !cards.isEmpty || !users.isEmpty {
      ask(cards, batch.extras[extras].card, batch, .card, at: start, &finding)
      if !finding.isFinal { askForUser(batch.extras[extras].userName, batch, at: start, &finding) }
      if finding.isFinal { return finding }
    }
    if facts.calling != .none {
      ask(facts.callingClaim, .number, at: start, &finding)
      if !finding.isFinal, !ranges.isEmpty { askRanges(facts.calling, at: start, &finding) }
      if finding.isFinal { return finding }
    }
    if extras >= 0 {
      if !addresses.isEmpty, let address = IPAddress(batch.text.span.extracting(batch.extras[extras].ipAddress.range)) {
        ask(addresses[address] ?? -1, .ip, at: start, &finding)
      }
      if !finding.isFinal { ask(trunks, batch.extras[extras].trunkIn, batch, .trunk, at: start, &finding) }
      if finding.isFinal { return finding }
    }
    var receiving = PayerFinding()
    ask(facts.calledClaim, .did, at: start, &receiving)
    if receiving.entry >= 0, isReceiver(Int(receiving.entry), own: own) { return finding }
    keep(receiving, &finding)
    return finding
  }

  private func ask(
    _ keys: TextKeys, _ range: TextRange, _ batch: UsageBatch, _ kind: KeyKind, at start: Int64,
    _ finding: inout PayerFinding
  ) {
    guard !keys.isEmpty, !range.isEmpty else { return }
    let key = batch.text.span.extracting(range.range)
    ask(keys.claim(of: key, hash: TextKeys.hash(key)), kind, at: start, &finding)
  }

  /// `user@realm` as it stands, then `user`.
  private func askForUser(_ range: TextRange, _ batch: UsageBatch, at start: Int64, _ finding: inout PayerFinding) {
    ask(users, range, batch, .user, at: start, &finding)
    guard !finding.isFinal, !users.isEmpty else { return }
    let text = batch.text.span
    guard let realm = range.range.last(where: { text[$0] == UInt8(ascii: "@") }) else { return }
    let user = TextRange(offset: range.offset, count: UInt32(realm) - range.offset)
    ask(users, user, batch, .user, at: start, &finding)
  }

  // MARK: Claims

  /// Asks the claims to one key which of them holds.
  private func ask(_ first: Int32, _ kind: KeyKind, at start: Int64, _ finding: inout PayerFinding) {
    if first < 0 { return }
    var next = first
    var key = PayerFinding(kind: kind)
    while next >= 0 {
      take(claims[Int(next)], at: start, &key)
      next = claims[Int(next)].next
    }
    keep(key, &finding)
  }

  /// Of the ranges that hold a number and are valid the narrowest decides; two of one width are ambiguous.
  private func askRanges(_ number: PhoneNumber, at start: Int64, _ finding: inout PayerFinding) {
    var key = PayerFinding(kind: .range)
    var width = Int64.max
    for index in ranges.claims(of: number) {
      let range = ranges.claims[index].range
      if key.isFinal, range.width > width { break }
      if range.digits != 0, range.digits != number.count { continue }
      take(ranges.claims[index].claim, at: start, &key)
      width = range.width
    }
    keep(key, &finding)
  }

  private func take(_ claim: Claim, at start: Int64, _ key: inout PayerFinding) {
    if start >= claim.to {
      if !key.isFinal { (key.verdict, key.entry) = (.ended, claim.entry) }
    } else if start < claim.from {
      if key.verdict == .unknown { (key.verdict, key.entry) = (.notYetActive, claim.entry) }
    } else if key.isFinal {
      (key.verdict, key.other) = (.ambiguous, claim.entry)
    } else {
      (key.verdict, key.entry) = (.found, claim.entry)
    }
  }

  /// What is not valid is remembered where nothing was before.
  private func keep(_ key: PayerFinding, _ finding: inout PayerFinding) {
    guard key.isFinal || finding.verdict == .unknown else { return }
    if key.verdict == .unknown { return }
    finding = key
    if key.verdict == .found, !suspended.isEmpty, suspended.contains(key.entry) { finding.verdict = .suspended }
  }
}
