internal import Rating
internal import Telecom

extension CycleSettler {
  /// Writes what settling came to, in the transaction at work.
  /// - Parameter day: up to which was settled, for the record.
  func write(_ settled: Settled, to day: CivilDate, recordedAt: Int64, _ connection: SQLConnection) throws(BookError) {
    guard !settled.targets.isEmpty else { return }
    try SettlingEntry(directory: directory, recordedAt: recordedAt).write(settled.rows, to: day, connection)
    let allowances = allowances(of: settled.targets.map(\.group))
    try allowances.replace(settled.state, connection)
    try allowances.replaceOpening(settled.opening, connection)
    for notice in settled.notices {
      try allowances.event(notice, owners).write(connection, recordedAt: recordedAt)
    }
    let batch = try connection.row("SELECT coalesce(max(id), 0) FROM usage_batch")?.integer(0) ?? 0
    let statement = try connection.statement(
      "INSERT INTO allowance_state (name, value) VALUES (?1, ?2) ON CONFLICT (name) DO UPDATE SET value = excluded.value")
    for target in settled.targets {
      for account in groups[target.group].accounts {
        for (name, value) in [("settled", target.to), ("settled_batch", batch)] {
          statement.bind(1, .text("\(name):\(account)"))
          statement.bind(2, value)
          try statement.run()
        }
      }
    }
  }

  /// Settles and writes at once.
  /// - Returns: accounts that stay as they are, and why.
  func settle(
    _ targets: [Target], to day: CivilDate, recordedAt: Int64, _ connection: SQLConnection
  ) throws(BookError) -> [Obstacle] {
    let results = try settle(targets, connection)
    for result in results { try write(result, to: day, recordedAt: recordedAt, connection) }
    return results.flatMap(\.obstacles)
  }
}
