import RatePlans
import Rating
import Telecom

/// A directory as rows, and the payer found by going through all of them.
struct DirectorySpecimen {
  struct Row {
    var kind: KeyKind?
    var key: String
    /// Milliseconds since 1970 UTC.
    var from = Int64.min
    var to = Int64.max
    var status = ServiceStatus.active
    var plan = 0
  }

  var rows: [Row]

  enum Answer: Hashable {
    case found(Int)
    case suspended, ambiguous, ended, notYet, unknown
  }

  func directory(_ rules: DiallingRules = DiallingRules()) throws -> PayerDirectory {
    let numbers = NumberNormaliser(rules)
    let entries = try rows.enumerated().map { index, row in
      var entry = DirectoryEntry(
        keys: try ServiceKey.keys(of: row.key, kind: row.kind, numbers: numbers), account: "A\(index)", service: row.key)
      (entry.validFrom, entry.validTo, entry.status, entry.plan) = (row.from, row.to, row.status, row.plan)
      return entry
    }
    return PayerDirectory(entries, numbers: numbers)
  }

  // MARK: The oracle

  func answer(_ facts: Facts) -> Answer {
    var refused: Answer?
    let bare = facts.user.lastIndex(of: "@").map { String(facts.user[..<$0]) } ?? ""
    let asked: [(KeyKind, String)] = [
      (.accountCode, facts.accountCode), (.card, facts.card), (.user, facts.user), (.user, bare),
      (.number, facts.calling), (.range, facts.calling), (.ip, facts.ip), (.trunk, facts.trunk), (.did, facts.called),
    ]
    for (kind, fact) in asked where !fact.isEmpty {
      let all = rows.indices.filter { matches(rows[$0], kind, fact) }
      var valid = all.filter { isValid(rows[$0], facts.start) }
      if kind == .range, let least = valid.map({ width(rows[$0].key) }).min() {
        valid.removeAll { width(rows[$0].key) > least }
      }
      if valid.count > 1 { return .ambiguous }
      if let row = valid.first { return rows[row].status == .suspended ? .suspended : .found(row) }
      guard refused == nil, !all.isEmpty else { continue }
      let wasOver = all.contains { rows[$0].status == .cancelled && rows[$0].to == .max
        || rows[$0].status != .pending && rows[$0].to <= facts.start }
      refused = wasOver ? .ended : .notYet
    }
    return refused ?? .unknown
  }

  private func isValid(_ row: Row, _ start: Int64) -> Bool {
    if row.status == .pending || (row.status == .cancelled && row.to == .max) { return false }
    return row.from <= start && start < row.to
  }

  private func matches(_ row: Row, _ kind: KeyKind, _ fact: String) -> Bool {
    switch row.kind {
    case nil:
      if row.key.count >= 5, row.key.allSatisfy(\.isNumber) { return kind == .number && row.key == fact }
      if row.key.split(separator: ".").count == 4 { return kind == .ip && row.key == fact }
      return [.accountCode, .user, .trunk].contains(kind) && row.key == fact
    case .range:
      guard kind == .range else { return false }
      let ends = row.key.split(separator: "-").map(String.init)
      if ends.count == 1 { return fact.hasPrefix(ends[0]) }
      return fact.count == ends[0].count && ends[0] <= fact && fact <= ends[1]
    default: return row.kind == kind && row.key == fact
    }
  }

  /// How many numbers of fifteen digits a range has.
  private func width(_ range: String) -> Int {
    let ends = range.split(separator: "-").map(String.init)
    let pad = { (text: String, with: Character) in text + String(repeating: with, count: 15 - text.count) }
    return Int(pad(ends[ends.count - 1], "9"))! - Int(pad(ends[0], "0"))! + 1
  }
}

extension PayerFinding {
  var answer: DirectorySpecimen.Answer {
    switch verdict {
    case .found: .found(Int(entry))
    case .suspended: .suspended
    case .ambiguous: .ambiguous
    case .ended: .ended
    case .notYetActive: .notYet
    case .unknown: .unknown
    }
  }
}
