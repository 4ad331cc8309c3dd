internal import Bytes
internal import Foundation
internal import RatingPipeline
internal import Telecom

/// Moves usage that is on invoices out of the book into files, a month each, and back.
///
/// The runs, with their sums and hashes, and the seals over them stay, and so do the records' ids: what is archived is
/// proven and known as before. A file is on the disk before its rows are gone; if the program ends between the two, the book
/// has them still, and finds the file when it archives them again. Another file of that name is never replaced.
package struct UsageArchive {
  package struct Month: Sendable, Hashable {
    package var id: Int64
    /// `2026-01`, by the accounts' clocks.
    package var month: String
    package var file: String
    package var count: Int64
  }

  private let book: Book
  private let recordedAt: Int64

  /// SQL of the runs whose usage lies in a file outside the book: of a month that is archived, and not brought back.
  static let outside = """
    SELECT x.run FROM archived_run x JOIN usage_run r ON r.id = x.run JOIN usage_archive a ON a.id = x.archive
    WHERE a.restored_at IS NULL AND a.month = strftime('%Y-%m', r.day * 86400, 'unixepoch')
    """

  private static let guards = ["usage_no_delete", "usage_no_insert"]

  package init(_ book: Book, recordedAt: Int64) {
    self.book = book
    self.recordedAt = recordedAt
  }

  // MARK: Out

  /// Archives the invoiced usage of all months before one, and what it cost the operator.
  /// - Parameters:
  ///   - day: the first day that stays, since 1970.
  ///   - folder: takes `usage-2026-01.1.csv.zst` and its checksum; it is made where it is missing.
  /// - Throws: `.locked` while another program archives into the folder.
  package func archive(before day: Int64, into folder: String) throws(BookError) -> [Month] {
    let lock = try lock(folder)
    defer { withExtendedLifetime(lock) {} }
    let days = try book.database.read { connection throws(BookError) in
      try connection.rows("SELECT DISTINCT r.day \(Self.candidates) AND r.day < ?1 ORDER BY 1", [.integer(day)]).map { $0.integer(0) }
    }
    var months: [(name: String, from: Int64, to: Int64)] = []
    for day in days {
      let date = CivilDate(daysSince1970: Int(day))
      let name = String(date.description.prefix(7))
      if months.last?.name != name { months.append((name, day, day + 1)) } else { months[months.count - 1].to = day + 1 }
    }
    var archived: [Month] = []
    for month in months {
      do throws(BookError) {
        if let month = try archive(month.name, month.from, month.to, into: folder) { archived.append(month) }
      } catch {
        guard let last = archived.last else { throw error }
        throw BookError(error.kind, "\(error.message); the months up to \(last.month) are archived")
      }
    }
    return archived
  }

  /// Makes the folder where it is missing, and removes what archives that were interrupted left in it.
  /// - Returns: what keeps other archives out.
  private func lock(_ folder: String) throws(BookError) -> RawFile {
    do {
      try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
      guard let lock = try RawFile.lockingFolder(folder) else {
        throw BookError(.locked, "\(folder): another program is archiving into this folder; try again when it has ended")
      }
      for name in try FileManager.default.contentsOfDirectory(atPath: folder)
      where name.hasPrefix(".usage-") && name.contains(".csv.zst.") && name.hasSuffix(".partial") {
        RawFile.remove(folder + "/" + name)
      }
      return lock
    } catch let error as BookError {
      throw error
    } catch let error as SystemError {
      throw BookError(.storage, "\(error)")
    } catch {
      throw BookError(.storage, "\(folder): the folder cannot be made: \(error.localizedDescription)")
    }
  }

  private static let candidates = """
    FROM usage_run r WHERE (r.account <= 0 OR EXISTS (SELECT 1 FROM invoice_run i WHERE i.run = r.id))
      AND NOT EXISTS (SELECT 1 FROM archived_run x WHERE x.run = r.id)
    """

  /// - Returns: `nil` when another program archived the month in the meantime.
  private func archive(_ name: String, _ from: Int64, _ to: Int64, into folder: String) throws(BookError) -> Month? {
    try book.database.write { connection throws(BookError) in
      let runs = try connection.rows(
        """
        SELECT r.id, r.first_usage, r.usage_count \(Self.candidates) AND r.day >= ?1 AND r.day < ?2 ORDER BY r.first_usage
        """, [.integer(from), .integer(to)])
      guard !runs.isEmpty else { return nil }
      let id = try connection.row("SELECT coalesce(max(id), 0) + 1 FROM usage_archive")!.integer(0)
      let path = "\(folder)/usage-\(name).\(id).csv.zst"
      let (count, digest) = try write(runs, to: path, connection)
      let records = try keepRecords(archive: id, from, to, connection)
      try connection.execute(
        """
        INSERT INTO usage_archive (id, month, file, content_hash, usage_count, records_hash, archived_at)
        VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)
        """,
        [
          .integer(id), .text(name), .text(path), .blob(digest), .integer(count), .blob(records), .integer(recordedAt),
        ])
      try remove(runs, archive: id, connection)
      return Month(id: id, month: name, file: path, count: count)
    }
  }

  private func write(
    _ runs: [SQLRow], to path: String, _ connection: SQLConnection
  ) throws(BookError) -> (count: Int64, digest: [UInt8]) {
    let table = UsageTable.archive
    let rows = try connection.statement(table.sql(where: "u.id >= ?1 AND u.id < ?1 + ?2 ORDER BY u.id"))
    let writer = ByteWriter(capacity: 1 << 18)
    let sum = SHA256()
    var count: Int64 = 0
    writer.append(table.header)
    do {
      let output = try OutputFile(path)
      func flush() throws {
        sum.update(writer.bytes)
        try output.write(writer)
        writer.removeAll()
      }
      for run in runs {
        rows.bind(1, run.integer(1))
        rows.bind(2, run.integer(2))
        while try rows.step() {
          table.write(rows, to: writer)
          count += 1
        }
        rows.reset()
        if writer.count > 1 << 18 { try flush() }
      }
      try flush()
      let digest = sum.digest()
      try output.endInput()
      if FilePlace(path).kind == .missing {
        try output.commit(durably: true)
      } else {
        output.abandon()
        try ArchiveReader(Month(id: 0, month: "", file: path, count: count), digest: digest).checkIsOurs()
      }
      let checksum = try OutputFile(path + ".sha256")
      writer.append("\(BatchIdentity(source: path, digest: digest).id ?? "")  \(path[FilePlace.nameStart(path)...].dropLast(4))\n")
      try checksum.write(writer)
      try checksum.endInput()
      try checksum.commit(durably: true)
      return (count, digest)
    } catch let error as BookError {
      throw error
    } catch {
      throw BookError(.storage, "\(error); nothing was taken out of the book")
    }
  }

  private static func runs(of archive: Int64, _ connection: SQLConnection) throws(BookError) -> [SQLRow] {
    try connection.rows(
      """
      SELECT r.id, r.first_usage, r.usage_count, r.hash FROM archived_run x JOIN usage_run r ON r.id = x.run
      WHERE x.archive = ?1 ORDER BY r.first_usage
      """, [.integer(archive)])
  }

  /// Keeps the ids and facts of records that leave.
  /// - Returns: the hash over them, as `usage_archive` has it.
  private func keepRecords(archive: Int64, _ from: Int64, _ to: Int64, _ connection: SQLConnection) throws(BookError) -> [UInt8] {
    let insertion = try connection.statement("INSERT INTO archived_record (record_id, archive, facts) VALUES (?1, ?2, ?3)")
    let usage = "SELECT r.first_usage AS first, r.usage_count AS count \(Self.candidates) AND r.day >= ?1 AND r.day < ?2"
    let facts = KnownRecords.facts("start_ms", "duration_ms", "calling", "called", "extras")
    let sum = SHA256()
    try connection.each(
      """
      SELECT record_id, \(facts) FROM (\(usage)) r JOIN usage u ON u.id >= r.first AND u.id < r.first + r.count
      ORDER BY record_id
      """, [.integer(from), .integer(to)]
    ) { row throws(BookError) in
      let digest = KnownRecords.digest(row.text(1))
      sum.update(row.text(0))
      sum.update(digest)
      insertion.bind(1, row.value(0))
      insertion.bind(2, archive)
      insertion.bind(3, digest)
      try insertion.run()
    }
    return sum.digest()
  }

  private func remove(_ runs: [SQLRow], archive: Int64, _ connection: SQLConnection) throws(BookError) {
    let guards = try Guards.take(Self.guards, connection)
    for run in runs {
      try connection.execute(
        "INSERT INTO archived_run (run, archive) VALUES (?1, ?2)", [run.values[0], .integer(archive)])
      try connection.execute(
        "DELETE FROM usage WHERE id >= ?1 AND id < ?1 + ?2", [run.values[1], run.values[2]])
    }
    try Guards.give(guards, connection)
  }

  // MARK: Back

  /// Brings archives back, each whole, after its checksum and the hash of every run were found right.
  /// - Parameter folder: where the files are now; where they were written, where it is `nil`.
  package func restore(month: String?, from folder: String?) throws(BookError) -> [Month] {
    let archives = try book.database.read { connection throws(BookError) in
      try connection.rows(
        """
        SELECT id, month, file, usage_count, content_hash FROM usage_archive
        WHERE restored_at IS NULL AND (?1 IS NULL OR month = ?1) ORDER BY id
        """, [SQLValue(month)])
    }
    guard !archives.isEmpty else {
      throw BookError(.invalid, "\(book.path): no usage\(month.map { " of \($0)" } ?? "") is archived")
    }
    var restored: [Month] = []
    for row in archives {
      var file = row.text(2)
      if let folder { file = folder + "/" + file[FilePlace.nameStart(file)...] }
      let month = Month(id: row.integer(0), month: row.text(1), file: file, count: row.integer(3))
      try ArchiveReader(month, digest: row.blob(4)).check()
      if try insert(month, digest: row.blob(4)) { restored.append(month) }
    }
    guard !restored.isEmpty else {
      throw BookError(.refused, "\(book.path): another program brought this usage back in the meantime; there is nothing left to do")
    }
    return restored
  }

  /// - Returns: `false` when another program was faster.
  private func insert(_ month: Month, digest: [UInt8]) throws(BookError) -> Bool {
    try book.database.write { connection throws(BookError) in
      let isHere = try connection.execute(
        "UPDATE usage_archive SET restored_at = ?1 WHERE id = ?2 AND restored_at IS NULL", [.integer(recordedAt), .integer(month.id)])
      guard isHere == 1 else { return false }
      let guards = try Guards.take(Self.guards, connection)
      try ArchiveReader(month, digest: digest).insert(runs: Self.runs(of: month.id, connection), connection)
      try connection.execute("DELETE FROM archived_record WHERE archive = ?1", [.integer(month.id)])
      try connection.execute("DELETE FROM archived_run WHERE archive = ?1", [.integer(month.id)])
      try Guards.give(guards, connection)
      return true
    }
  }
}
