internal import Bytes

extension BookVerifier {
  /// Seals over segments, runs and rows of usage, by the layouts that their writers state.
  func checkUsageChain() throws(BookError) {
    var before = [UInt8](repeating: 0, count: 32)
    let seal = SHA256()
    let runs = try connection.statement(
      """
      SELECT id, batch, account, day, first_usage, usage_count, billed_s, charge, hash FROM usage_run
      WHERE first_usage >= ?1 AND first_usage < ?2 ORDER BY first_usage
      """)
    var covered: Int64 = 1
    var (lastSeal, lastRun, present) = (Int64(0), Int64(0), Int64(0))
    try connection.each("SELECT id, first_usage, usage_count, hash FROM usage_seal ORDER BY id") { row throws(BookError) in
      if row.integer(0) != lastSeal + 1 { find("usage seal \(lastSeal + 1) is missing") }
      lastSeal = row.integer(0)
      if row.integer(1) != covered { find("usage seal \(row.integer(0)) begins at row \(row.integer(1)), not at \(covered)") }
      covered = row.integer(1) + row.integer(2)
      seal.update(before)
      seal.update(row.integer(1))
      seal.update(row.integer(2))
      runs.bind(1, row.integer(1))
      runs.bind(2, covered)
      while try runs.step() {
        count += 1
        if runs.integer(0) != lastRun + 1 { find("usage run \(lastRun + 1) is missing, or \(runs.integer(0)) stands in its place") }
        lastRun = runs.integer(0)
        for column: Int32 in 1...7 { seal.update(runs.integer(column)) }
        seal.update(runs.bytes(8))
        present += try checkRun(runs)
      }
      runs.reset()
      before = row.bytes(3)
      if seal.digest() != before { find("usage rows \(row.integer(1)) to \(covered - 1): their runs or the seal before were changed") }
    }
    let last = try number("SELECT coalesce(max(first_usage + usage_count), 1) FROM usage_run")
    if last != covered { find("usage seals end at row \(covered - 1), runs at row \(last - 1)") }
    try none("SELECT id, record_id FROM usage WHERE id < 1 OR id >= \(covered) ORDER BY id") {
      "usage row \($0.integer(0)) (record \($0.text(1))) is in no batch: somebody wrote it into the file"
    }
    let all = try number("SELECT count(*) FROM usage")
    if all != present { find("usage has \(all) rows, \(present) of them in runs that are sealed") }
  }

  /// The rows of a run: each a line of its columns, integers plain, texts with their length, NULL as `-`.
  /// - Returns: how many there are.
  private func checkRun(_ run: SQLStatement) throws(BookError) -> Int64 {
    let rows = try connection.statement("SELECT * FROM usage WHERE id >= ?1 AND id < ?2 ORDER BY id")
    rows.bind(1, run.integer(4))
    rows.bind(2, run.integer(4) + run.integer(5))
    let writer = ByteWriter()
    let sha = SHA256()
    var (found, seconds, charge) = (Int64(0), Int64(0), Int128(0))
    while try rows.step() {
      if found > 0, writer.count > 1 << 15 {
        sha.update(writer.bytes)
        writer.removeAll()
      }
      found += 1
      for column in 0..<Int32(rows.columnCount) {
        switch rows.value(column) {
        case .null: writer.append(UInt8(ascii: "-"))
        case .integer(let value): writer.append(decimal: Int(value))
        case .text(let text):
          writer.append(decimal: text.utf8.count)
          writer.append(UInt8(ascii: ":"))
          writer.append(text)
        case .blob: find("usage row \(rows.integer(0)) holds a blob")
        }
        writer.append(UInt8(ascii: column + 1 < rows.columnCount ? "," : "\n"))
      }
      if rows.integer(1) != run.integer(1) || rows.integer(4) != run.integer(2) {
        find("usage row \(rows.integer(0)) is not of the batch and account of run \(run.integer(0))")
      }
      seconds += rows.integer(9)
      charge += Int128(rows.integer(13))
    }
    rows.reset()
    if found == 0, try connection.row("SELECT 1 FROM (\(UsageArchive.outside)) WHERE run = ?1", [.integer(run.integer(0))]) != nil { return 0 }
    sha.update(writer.bytes)
    let name = "run \(run.integer(0)) (usage rows \(run.integer(4)) to \(run.integer(4) + run.integer(5) - 1))"
    if found != run.integer(5) { find("\(name): \(run.integer(5) - found) rows are missing") }
    if seconds != run.integer(6) || charge != Int128(run.integer(7)) { find("\(name): its rows sum to other seconds or charges") }
    if sha.digest() != run.bytes(8) { find("\(name): a row was changed or moved") }
    return found
  }
}
