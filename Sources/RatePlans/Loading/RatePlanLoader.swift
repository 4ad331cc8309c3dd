internal import Bytes
package import Telecom

/// Loads a rate plan: its plan.yaml and its decks, or a bare deck.
package enum RatePlanLoader {
  /// - Parameter path: a folder with a plan.yaml, a plan.yaml itself, or a deck in our own form; of a workbook, `deck.xlsx[Sheet]`.
  /// - Throws: every problem of every file, when at least one of them is an error.
  /// - Parameter files: those of the file system.
  package static func load(
    _ path: String, files: PlanFiles = PlanFiles(), threads: Int = 1
  ) throws(ProblemReport) -> LoadedPlan {
    let log = ProblemLog()
    return try result(load(path, files: files, threads: threads, log: log), log)
  }

  /// Loads a plan that was kept.
  /// - Parameters:
  ///   - file: its plan.yaml or its deck, one of `files`.
  ///   - name: of a plan that does not name itself.
  package static func load(
    kept file: String, name: String, files: PlanFiles, threads: Int = 1
  ) throws(ProblemReport) -> LoadedPlan {
    let log = ProblemLog()
    return try result(load(file: file, name: name, files: files, threads: threads, log: log), log)
  }

  private static func result(_ plan: RatePlan?, _ log: ProblemLog) throws(ProblemReport) -> LoadedPlan {
    let problems = log.sorted
    guard let plan, !log.hasErrors else { throw ProblemReport(problems) }
    return LoadedPlan(plan: plan, warnings: problems)
  }

  private static func load(_ path: String, files: PlanFiles, threads: Int, log: ProblemLog) -> RatePlan? {
    guard let file = planFile(path, log: log) else { return nil }
    return load(file: file, name: stem(of: path), files: files, threads: threads, log: log)
  }

  private static func load(
    file: String, name: String, files: PlanFiles, threads: Int, log: ProblemLog
  ) -> RatePlan? {
    guard file.hasSuffix(".yaml") || file.hasSuffix(".yml") else {
      let sources = PlanSources(plan: RatePlan(name: name), reach: BandReach([]), decks: [DeckSource(name: DeckName(file))])
      return load(sources, files: files, threads: threads, log: log)
    }
    guard let bytes = read(file, files: files, threads: threads, log: log),
      let sources = PlanReader(file: file, folder: folder(of: file), log: log).read(bytes, fallbackName: name)
    else { return nil }
    return load(sources, files: files, threads: threads, log: log)
  }

  static func read(_ file: String, files: PlanFiles, threads: Int, log: ProblemLog) -> [UInt8]? {
    do throws(SystemError) {
      return try files.read(file, threads: threads)
    } catch {
      log.error(InputLocation(file), error.reason, remedy: error.isNotFound ? "name a file that exists" : "make it readable")
      return nil
    }
  }

  /// With a slash at its end, or empty.
  static func folder(of file: String) -> String { file.lastIndex(of: "/").map { String(file[...$0]) } ?? "" }

  /// The file to read: a folder's plan.yaml, or the path itself.
  static func planFile(_ path: String, log: ProblemLog) -> String? {
    do throws(SystemError) {
      _ = try RawFile.reading(path)
      return path
    } catch {
      if error.isNotFound, DeckName(path).sheet != nil { return path }
      guard error.isFolder else {
        let remedy = error.isNotFound ? "name a plan folder, a plan.yaml or a deck that exists" : "make it readable"
        log.error(InputLocation(path), error.reason, remedy: remedy)
        return nil
      }
    }
    let file = path.hasSuffix("/") ? path + "plan.yaml" : path + "/plan.yaml"
    do throws(SystemError) {
      _ = try RawFile.reading(file)
      return file
    } catch {
      log.error(
        InputLocation(path), error.isNotFound ? "the folder has no plan.yaml" : error.reason,
        remedy: error.isNotFound ? "write one, or name one of the folder's decks" : "make it readable")
      return nil
    }
  }

  /// `retail` of `plans/retail/plan.yaml`, `plans/retail/` and `retail.csv`.
  private static func stem(of path: String) -> String {
    var parts = path.split(separator: "/")
    if parts.count > 1, let last = parts.last, last == "plan.yaml" || last == "plan.yml" { parts.removeLast() }
    let last = parts.last ?? "plan"
    return last.lastIndex(of: ".").map { $0 == last.startIndex ? String(last) : String(last[..<$0]) } ?? String(last)
  }

  private static func load(_ read: PlanSources, files: PlanFiles, threads: Int, log: ProblemLog) -> RatePlan {
    var plan = read.plan
    let zones = read.zones.flatMap { ZoneReader(plan: plan, files: files, threads: threads, log: log).zones($0) }
    plan.zones = zones?.map
    let units = read.decks.map(\.unitName).reduce(into: [String]()) { if !$0.contains($1) { $0.append($1) } }
    for (leg, measure, unit) in Leg.allCases.flatMap({ leg in
      Measure.allCases.flatMap { measure in units.map { (leg, measure, $0) } }
    }) {
      var sources = read.decks.filter { $0.leg == leg && $0.measure == measure && $0.unitName == unit }
      guard !sources.isEmpty else { continue }
      var table = DeckTable()
      var jurisdictions: [String] = []
      for (index, source) in sources.enumerated() {
        let file = DeckFile(
          source: source, bands: plan.bands, zones: zones?.names ?? ZoneNames(), fileIndex: Int16(index), threads: threads, files: files, log: log)
        sources[index] = file.read(into: &table, jurisdictions: &jurisdictions)
      }
      table.settleExtra()
      let compiler = TariffCompiler(
        measure: measure, jurisdictions: jurisdictions, files: sources.map(\.name.description), items: sources.map(\.item),
        duplicates: sources.map(\.mapping.duplicates), issued: sources.map(\.mapping.date.issued),
        zones: zones?.names.all ?? [], threads: threads)
      var tariff = compiler.compile(table)
      (tariff.leg, tariff.unit) = (leg, unit)
      tariff.sheets = Set(sources.indices.filter { sources[$0].name.sheet != nil }.map { Int16($0) })
      TariffCheck(
        tariff: tariff, plan: plan, reach: read.reach, duplicates: sources.map(\.mapping.duplicates), log: log
      ).check()
      if leg == .matrix, let zones = plan.zones { MatrixCheck(matrix: tariff, zones: zones, log: log).check() }
      plan.tariffs.append(tariff)
    }
    PromiseCheck(plan: plan, log: log).check(read.mentions)
    return plan
  }
}
