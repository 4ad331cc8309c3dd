internal import RatePlans
internal import Telecom

/// The promises that a file knows: found, added, and told of where they count otherwise than they did.
struct PromiseTable {
  private let connection: SQLConnection
  private let path: String

  init(_ connection: SQLConnection, _ path: String) {
    self.connection = connection
    self.path = path
  }

  /// - Returns: all promises of the plans, with the ids they have in the file.
  /// - Throws: `.refused`, with a line for each that does not go with its counters.
  func promises(of plans: [RatePlan]) throws(BookError) -> [StoredPromise] {
    var promises: [StoredPromise] = []
    var faults: [String] = []
    for (index, plan) in plans.enumerated() {
      for terms in PromiseTerms.all(of: plan.promises) {
        guard let id = try id(of: terms, of: plan, &faults) else { continue }
        promises.append(
          StoredPromise(id: id, kind: terms.kind, plan: Int16(index), index: Int16(terms.index), scope: terms.shared))
      }
    }
    guard faults.isEmpty else { throw BookError(.refused, faults.joined(separator: "\n")) }
    return promises
  }

  private func id(of terms: PromiseTerms, of plan: RatePlan, _ faults: inout [String]) throws(BookError) -> Int64? {
    let values: [SQLValue] = [
      .text(plan.name), .text(terms.kind.rawValue), .text(terms.name), SQLValue(terms.unit?.word),
      .text(terms.cycle.rawValue), .text(terms.shared.rawValue), .text(plan.currency.description),
    ]
    guard let row = try connection.row(
      "SELECT id, unit, cycle, shared, currency FROM promise WHERE plan = ?1 AND kind = ?2 AND name = ?3", Array(values[..<3]))
    else {
      try connection.execute(
        "INSERT INTO promise (plan, kind, name, unit, cycle, shared, currency) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)", values)
      return connection.lastID
    }
    let unit = row.optionalText(1).map { CountedUnit(word: $0) }
    let former = "\(unit?.word ?? row.text(4)) a \(row.text(2))"
    guard unit?.base == terms.unit?.base, row.text(2) == terms.cycle.rawValue, row.text(4) == plan.currency.description else {
      faults.append(
        "\(path): \(terms.kind) '\(terms.name)' of plan '\(plan.name)' has counted \(former) so far, and is "
          + "\(terms.unit?.word ?? plan.currency.description) a \(terms.cycle) in the plan now; give it another name there")
      return nil
    }
    if row.values[1] != values[3] || row.values[3] != values[5] {
      try connection.execute(
        "UPDATE promise SET unit = ?2, shared = ?3 WHERE id = ?1", [.integer(row.integer(0)), values[3], values[5]])
    }
    return row.integer(0)
  }
}
