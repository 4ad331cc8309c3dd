internal import Bytes
internal import RatePlans
internal import Rating
internal import Telecom

extension Book {
  /// Takes the definition of a service type into the book, or another one in its place.
  /// - Throws: `ProblemReport` when it is wrong, or when services that are there do not fit it.
  package func addServiceType(_ path: String, actor: String, recordedAt: Int64) throws -> ImportCounts {
    try changing(actor: actor, recordedAt: recordedAt) { connection, log, trail throws(BookError) in
      var counts = ImportCounts()
      do {
        let yaml = try (path == "-" ? RawFile.standardInput : RawFile.reading(path)).contents()
        let type = try ServiceType.parse(yaml, file: path)
        counts = try Book.store(type, String(decoding: yaml, as: UTF8.self), connection, log, trail)
      } catch let report as ProblemReport {
        log.add(report.problems)
      } catch let error as SystemError {
        log.error(InputLocation(path), error.reason, remedy: error.isNotFound ? "name a file that exists" : "make it readable")
      } catch let error as BookError {
        throw error
      } catch {
        throw BookError(.invalid, "\(path): \(error)")
      }
      return counts
    }
  }

  static func store(
    _ type: ServiceType, _ definition: String, _ connection: SQLConnection, _ log: ProblemLog, _ trail: AuditTrail
  ) throws(BookError) -> ImportCounts {
    var counts = ImportCounts()
    let before = try connection.row("SELECT definition FROM service_type WHERE name = ?1", [.text(type.name)])?.text(0)
    if before == definition {
      counts.unchanged = 1
      return counts
    }
    if before != nil { try checkServices(of: type, connection, log) }
    try connection.execute(
      "INSERT INTO service_type (name, definition) VALUES (?1, ?2) ON CONFLICT (name) DO UPDATE SET definition = ?2",
      [.text(type.name), .text(definition)])
    try trail.record(
      "service_type", type.name, field: before == nil ? "created" : "definition", before: before, after: definition)
    if before == nil { counts.added = 1 } else { counts.changed = 1 }
    return counts
  }

  /// Services that are there must go on to fit.
  private static func checkServices(of type: ServiceType, _ connection: SQLConnection, _ log: ProblemLog) throws(BookError) {
    let sql = "SELECT name, properties FROM service WHERE type = ?1"
    try connection.each(sql, [.text(type.name)]) { statement throws(BookError) in
      let place = InputLocation("service \(statement.text(0))")
      let values = ExtrasText.parse(statement.text(1))
      for (name, text) in values.sorted(by: { $0.key < $1.key }) {
        guard let property = type.properties.first(where: { $0.name == name }) else {
          log.error(
            place, "it has a value of the property \(name), which the type would no longer have",
            remedy: "keep the property, or clear the value")
          continue
        }
        do throws(ValueFault) {
          _ = try property.canonical(text)
        } catch {
          log.error(place, "property.\(name): \(error.message)", remedy: "change the service first")
        }
      }
      for property in type.properties where property.isRequired && values[property.name] == nil {
        log.error(
          place, "it has no value of \(property.name), which the type would need",
          remedy: "do not require it, or fill it in")
      }
    }
  }
}

extension Book {
  package func serviceTypes() throws(BookError) -> Listing {
    try database.read { connection throws(BookError) in
      let rows = try connection.rows(
        """
        SELECT name, definition, (SELECT count(*) FROM service s WHERE s.type = t.name) FROM service_type t ORDER BY name
        """)
      let services = try connection.rows("SELECT type, count(*) FROM service GROUP BY type")
      let counts = Dictionary(uniqueKeysWithValues: services.map { ($0.text(0), $0.integer(1)) })
      let names = rows.map { $0.text(0) }
      let known = RatingRuleReader.builtIns.map(\.name).filter { !names.contains($0) }
      return Listing(
        ["name", "title", "services", "properties", "payer", "legs"],
        rows: rows.map { row in
          let type = ServiceTypeTable.shared.type(row.text(0), row.text(1))
          return Self.cells(type ?? ServiceType(named: row.text(0)), row.integer(2))
        } + known.map { Self.cells(ServiceType(named: $0), counts[$0] ?? 0) })
    }
  }

  private static func cells(_ type: ServiceType, _ services: Int64) -> [Listing.Cell] {
    let rating = type.rating ?? RatingRuleReader.builtIns.first { $0.name == type.name } ?? RatingRule(name: type.name)
    return [
      .text(type.name), .text(type.title), .integer(services), .text(type.properties.map(\.name).joined(separator: " ")),
      .text(rating.payer.rawValue), .text(rating.legs.words.joined(separator: " ")),
    ]
  }

  /// As YAML; of a type that the book knows without a definition what is known of it.
  package func serviceTypeDefinition(_ name: String) throws(BookError) -> String {
    let row = try database.read { connection throws(BookError) in
      try connection.row("SELECT definition FROM service_type WHERE name = ?1", [.text(name)])
    }
    guard let row else {
      if let known = RatingRuleReader.builtIns.first(where: { $0.name == name }) { return known.definition }
      throw BookError(.invalid, "there is no service type '\(name)'; 'tollbook service-type list' names them")
    }
    return row.text(0)
  }
}
