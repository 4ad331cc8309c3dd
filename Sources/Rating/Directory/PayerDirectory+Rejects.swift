internal import Telecom

extension PayerDirectory {
  /// Why a record has no payer.
  func reject(_ index: Int, of batch: UsageBatch) -> Reject {
    let finding = find(index, of: batch)
    let record = batch.records[index]
    let extras = record.extras >= 0 ? batch.extras[Int(record.extras)] : UsageExtras()
    let reason: RejectReason = switch finding.verdict {
    case .unknown, .found: .unknownPayer
    case .notYetActive, .suspended: .serviceNotActive
    case .ended: .serviceEnded
    case .ambiguous: .ambiguousPayer
    }
    // A number that only its owner can pay for is asked for by that number alone.
    let isAnyKind = finding.verdict == .unknown && finding.kind != .did
    let kinds = isAnyKind ? KeyKind.allCases.filter(has) : [finding.kind]
    let facts = kinds.map { fact($0, record, extras) }
    let (field, value) = facts.first { !$0.value.isEmpty } ?? (.record, .none)
    var reject = Reject(
      reason, field: field, value: value, detail: detail(finding), line: record.line, raw: record.raw, origin: record.origin)
    reject.record = Int32(truncatingIfNeeded: index)
    return reject
  }

  private func has(_ kind: KeyKind) -> Bool {
    switch kind {
    case .accountCode: !accountCodes.isEmpty
    case .card: !cards.isEmpty
    case .user: !users.isEmpty
    case .number: !calling.isEmpty
    case .range: !ranges.isEmpty
    case .ip: !addresses.isEmpty
    case .trunk: !trunks.isEmpty
    case .did: !called.isEmpty
    }
  }

  /// What a kind of key is compared with.
  private func fact(_ kind: KeyKind, _ record: UsageRecord, _ extras: UsageExtras) -> (field: UsageField, value: TextRange) {
    switch kind {
    case .accountCode: (.accountCode, record.accountCode)
    case .card: (.card, extras.card)
    case .user: (.userName, extras.userName)
    case .number, .range: (.calling, record.calling)
    case .ip: (.ip, extras.ipAddress)
    case .trunk: (.trunkIn, extras.trunkIn)
    case .did: (.called, record.called)
    }
  }

  private func detail(_ finding: PayerFinding) -> String {
    guard finding.entry >= 0 else { return "" }
    let entry = entries[Int(finding.entry)]
    func moment(_ milliseconds: Int64) -> String {
      let offset = entry.zone?.offset(at: milliseconds.flooredDivision(by: 1000)) ?? 0
      return "\(Timestamp(milliseconds: milliseconds, offset: offset))"
    }
    switch finding.verdict {
    case .suspended: return "that of account \(entry.account) is suspended"
    case .notYetActive where entry.status == .pending: return "that of account \(entry.account) is pending"
    case .notYetActive: return "that of account \(entry.account) begins at \(moment(entry.validFrom))"
    case .ended where entry.validTo == .max: return "that of account \(entry.account) is cancelled"
    case .ended: return "that of account \(entry.account) ended at \(moment(entry.validTo))"
    case .ambiguous:
      let other = finding.other >= 0 ? entries[Int(finding.other)].account : entry.account
      return "account \(other) and account \(entry.account)"
    case .unknown, .found: return ""
    }
  }
}
