internal import Bytes
internal import Compression
package import RatePlans
package import Telecom

/// Rate plans in the book: each version as its files were, priced by from an instant on.
package enum PlanStore {
  /// A version of a plan.
  package struct Version: Sendable, Hashable {
    package var id: Int64
    package var name: String
    /// Milliseconds since 1970 UTC; calls that start then or later.
    package var validFrom: Int64
    package var digest: [UInt8]
  }

  /// Takes a plan into the book, after it was loaded without an error.
  /// - Parameters:
  ///   - validFrom: the start of the first calls it prices, told the clock of the plan; of all, where it is `nil`.
  ///   - recordedAt: milliseconds since 1970, for the audit trail.
  /// - Returns: the version, whether it was there already, and what there is to warn of.
  package static func take(
    _ path: String, validFrom: (ZoneRules) throws -> Int64? = { _ in nil }, threads: Int, into book: Book, actor: String,
    recordedAt: Int64
  ) throws -> (version: Version, isKnown: Bool, warnings: [Problem]) {
    let files = PlanFiles(remembers: true)
    let loaded = try RatePlanLoader.load(path, files: files, threads: threads)
    let archive = try archive(files.contents, path: path)
    let sum = SHA256()
    sum.update(archive)
    let digest = sum.digest()
    let name = loaded.plan.name
    let validFrom = try validFrom(loaded.plan.zone) ?? 0
    let (id, isKnown) = try book.database.write { connection throws(BookError) -> (Int64, Bool) in
      // The same content twice in a row is one version; a former one may come back.
      let newest = try connection.row(
        "SELECT id, digest FROM plan WHERE name = ?1 AND valid_from = ?2 AND removed_at IS NULL ORDER BY id DESC LIMIT 1",
        [.text(name), .integer(validFrom)])
      if let newest, newest.blob(1) == digest { return (newest.integer(0), true) }
      let old = try connection.row(
        "SELECT id FROM plan WHERE name = ?1 AND valid_from = ?2 AND digest = ?3",
        [.text(name), .integer(validFrom), .blob(digest)])
      if let old {
        // It would not hold behind a version from the same instant that was taken later.
        guard (newest?.integer(0) ?? 0) < old.integer(0) else {
          throw BookError(
            .refused, "\(path): the book had this very plan before, and another version of '\(name)' after it; "
              + "name the instant from which it holds again with --valid-from")
        }
        try connection.execute("UPDATE plan SET removed_at = NULL WHERE id = ?1", [old.values[0]])
      } else {
        try connection.execute(
          "INSERT INTO plan (name, valid_from, digest, content) VALUES (?1, ?2, ?3, ?4)",
          [.text(name), .integer(validFrom), .blob(digest), .blob(ZstdBlock.pack(archive))])
      }
      let id = old?.integer(0) ?? connection.lastID
      try AuditTrail(connection, actor: actor, recordedAt: recordedAt).record(
        "plan", name, field: Self.field(id, from: validFrom), before: old == nil ? nil : "removed", after: "in use")
      return (id, false)
    }
    return (Version(id: id, name: name, validFrom: validFrom, digest: digest), isKnown, loaded.warnings)
  }

  /// What the trail of a plan calls a version.
  static func field(_ id: Int64, from validFrom: Int64) -> String {
    "version \(id)" + (validFrom == 0 ? "" : " from \(Timestamp(milliseconds: validFrom))")
  }

  /// plan.yaml, or the deck that is the plan, goes first.
  private static func archive(_ contents: PlanFiles.Contents, path: String) throws(BookError) -> [UInt8] {
    let main = contents.keys.filter { $0 == path || $0.hasSuffix("/plan.yaml") }.min { $0.count < $1.count } ?? path
    let folder = String(main[..<FilePlace.nameStart(main)])
    let names = [main] + contents.keys.filter { $0 != main }.sorted()
    let files = names.map { name in
      (name: name.hasPrefix(folder) ? String(name.dropFirst(folder.count)) : name, bytes: contents[name] ?? [])
    }
    guard let archive = PlanArchive.pack(files) else {
      throw BookError(.invalid, "\(path): the name of one of its files is too long; shorten it")
    }
    return archive
  }

  /// The versions that are in use, by name, those of a name in the order in which they hold; of two from the same
  /// instant the one taken later.
  package static func versions(_ connection: SQLConnection) throws(BookError) -> [String: [Version]] {
    var versions: [String: [Version]] = [:]
    let rows = try connection.rows(
      "SELECT id, name, valid_from, digest FROM plan WHERE removed_at IS NULL ORDER BY name, valid_from, id")
    for row in rows {
      let version = Version(id: row.integer(0), name: row.text(1), validFrom: row.integer(2), digest: row.blob(3))
      var list = versions[version.name] ?? []
      if list.last?.validFrom == version.validFrom { list.removeLast() }
      list.append(version)
      versions[version.name] = list
    }
    return versions
  }

  /// The archive of a version's files; `nil` when it is not what its digest says.
  static func content(_ id: Int64, digest: [UInt8], _ connection: SQLConnection) throws(BookError) -> [UInt8]? {
    guard let row = try connection.row("SELECT content FROM plan WHERE id = ?1", [.integer(id)]),
      let archive = ZstdBlock.unpack(row.blob(0))
    else { return nil }
    let sum = SHA256()
    sum.update(archive)
    return sum.digest() == digest ? archive : nil
  }

  /// - Throws: `.damaged` when the content is not what its digest says.
  package static func load(_ version: Version, threads: Int, from connection: SQLConnection) throws(BookError) -> RatePlan {
    let damaged = BookError(
      .damaged, "the book's copy of plan '\(version.name)' (id \(version.id)) is damaged; restore the book from a copy")
    guard let archive = try content(version.id, digest: version.digest, connection), let files = PlanArchive.unpack(archive),
      let main = files.first
    else { throw damaged }
    let contents = PlanFiles.Contents(files.map { ($0.name, $0.bytes) }, uniquingKeysWith: { first, _ in first })
    do throws(ProblemReport) {
      return try RatePlanLoader.load(
        kept: main.name, name: version.name, files: PlanFiles(contents), threads: threads).plan
    } catch {
      throw BookError(.invalid, "plan '\(version.name)' of the book: \(error)")
    }
  }
}
