internal import RatePlans

/// Which ids of tables stand for which owners of pools in a run. Heads of branches are accounts.
struct OwnerRows: Sendable {
  private struct Kind: Sendable {
    /// By the tables' id; -1 for one that the run does not have, or that is of the other kind.
    var ofRun: [Int32] = []
    /// By the run's id; -1 for one that the tables do not have.
    var stored: [Int32] = []
  }

  /// The tables' ids of owners, as JSON arrays, where rows of others are left alone.
  struct Choice: Sendable {
    var services: String
    var accounts: String
  }

  var choice: Choice?
  private var services = Kind()
  private var accounts = Kind()

  /// - Returns: -1 where there is none.
  func ofRun(_ stored: Int64, _ scope: PoolScope) -> Int32 {
    let ids = scope == .service ? services.ofRun : accounts.ofRun
    return stored >= 0 && stored < ids.count ? ids[Int(stored)] : -1
  }

  /// - Returns: -1 where there is none.
  func stored(_ ofRun: Int32, _ scope: PoolScope) -> Int32 {
    let ids = scope == .service ? services.stored : accounts.stored
    return ofRun >= 0 && ofRun < ids.count ? ids[Int(ofRun)] : -1
  }

  /// SQL: whether a row is of an owner that was chosen; the second parameter is ``chosen(_:)``.
  var condition: String { choice == nil ? "" : " AND owner IN (SELECT value FROM json_each(?2))" }

  func chosen(_ scope: PoolScope) -> [SQLValue] {
    choice.map { [.text(scope == .service ? $0.services : $0.accounts)] } ?? []
  }

  mutating func pair(stored: Int32, ofRun: Int32, _ scope: PoolScope) {
    if scope == .service { Self.pair(&services, stored, ofRun) } else { Self.pair(&accounts, stored, ofRun) }
  }

  private static func pair(_ kind: inout Kind, _ stored: Int32, _ ofRun: Int32) {
    func set(_ ids: inout [Int32], _ place: Int32, _ value: Int32) {
      while ids.count <= place { ids.append(-1) }
      ids[Int(place)] = value
    }
    set(&kind.ofRun, stored, ofRun)
    set(&kind.stored, ofRun, stored)
  }
}
