internal import Telecom

/// Takes plans out of use, inside one transaction. What they priced stays, and so do their files: usage and invoices
/// are explained and reproduced by them as before.
///
/// A service that is in use must go on to find the same time priced: of its plan another version has to hold from the
/// same instant or earlier. A service is in use until it is cancelled, expired or its account closed, and by the plans
/// that it has now or will have.
struct PlanRemoval {
  private struct Version {
    var id: Int64
    var validFrom: Int64
  }

  let connection: SQLConnection
  let trail: AuditTrail

  /// - Parameter id: of one version; all of the plan where it is `nil`.
  /// - Returns: the ids of the versions taken out of use.
  func remove(_ name: String, version id: Int64?) throws(BookError) -> [Int64] {
    let all = try connection.rows(
      "SELECT id, valid_from FROM plan WHERE name = ?1 AND removed_at IS NULL ORDER BY valid_from, id", [.text(name)]
    ).map { Version(id: $0.integer(0), validFrom: $0.integer(1)) }
    guard !all.isEmpty else {
      throw BookError(.invalid, "the book has no plan '\(name)'; 'tollbook plan list' shows all")
    }
    let removed = all.filter { id == nil || $0.id == id }
    guard let first = removed.first else {
      throw BookError(.invalid, "plan '\(name)' has no version \(id ?? 0) in use; 'tollbook plan list' shows all")
    }
    let isCovered = all.contains { other in
      other.validFrom <= first.validFrom && !removed.contains { $0.id == other.id }
    }
    if !isCovered { try refuseWhereUsed(name) }
    for version in removed {
      try connection.execute(
        "UPDATE plan SET removed_at = ?2 WHERE id = ?1", [.integer(version.id), .integer(trail.recordedAt)])
      try trail.record(
        "plan", name, field: PlanStore.field(version.id, from: version.validFrom), before: "in use", after: "removed")
    }
    return removed.map(\.id)
  }

  private func refuseWhereUsed(_ name: String) throws(BookError) {
    let level = try connection.row(
      """
      SELECT 'reseller ' || a.name, 'reseller' FROM reseller r JOIN account a ON a.id = r.account
        WHERE ?2 IN (r.buy_plan, r.sell_plan) AND (r.valid_to IS NULL OR r.valid_to > ?1)
      UNION ALL SELECT 'supplier ' || supplier || ' of trunk ' || trunk, 'supplier' FROM supplier
        WHERE plan = ?2 AND (valid_to IS NULL OR valid_to > ?1)
      ORDER BY 1 LIMIT 1
      """, [.integer(trail.recordedAt), .text(name)])
    if let level {
      throw BookError(
        .refused, "plan '\(name)' cannot be removed, \(level.text(0)) has it; give it another with 'tollbook \(level.text(1)) change' first")
    }
    let users = try connection.rows(PlanUse.sql + " SELECT service FROM plan_use WHERE plan = ?2 ORDER BY service",
      [.integer(trail.recordedAt), .text(name)])
    guard let first = users.first else { return }
    let services = users.count == 1 ? "service \(first.text(0)) is" : "\(users.count) services are, such as \(first.text(0)),"
    throw BookError(
      .refused, "plan '\(name)' cannot be removed, \(services) rated by it; give them another with 'tollbook service plan add' first")
  }
}

/// SQL: which plans services have now or will have.
enum PlanUse {
  /// `plan_use (service, plan)`; `?1` is now.
  static let sql = """
    WITH plan_use (service, plan) AS (
      SELECT s.name, p.plan FROM service_plan p JOIN service s ON s.id = p.service JOIN account a ON a.id = s.account
      WHERE NOT EXISTS (SELECT 1 FROM service_plan n WHERE n.service = p.service AND n.valid_from > p.valid_from AND n.valid_from <= ?1)
        AND coalesce((SELECT t.status FROM service_status t WHERE t.service = s.id AND t.effective <= ?1
          ORDER BY t.effective DESC, t.id DESC LIMIT 1), 'pending') <> 'cancelled'
        AND (s.expires IS NULL OR s.expires > ?1 / 86400000) AND (a.closed IS NULL OR a.closed > ?1 / 86400000))
    """
}
