internal import Telecom

/// Reads the zones file of a plan: a deck whose rows have zones in place of rates.
struct ZoneReader {
  let plan: RatePlan
  let files: PlanFiles
  let threads: Int
  let log: ProblemLog

  /// - Returns: `nil` after reporting why the file cannot be read.
  func zones(_ source: DeckSource) -> (map: ZoneMap, names: ZoneNames)? {
    let problems = log.problems.count
    var table = DeckTable()
    var jurisdictions: [String] = []
    let file = DeckFile(source: source, bands: plan.bands, fileIndex: 0, threads: threads, files: files, log: log)
    let read = file.read(into: &table, jurisdictions: &jurisdictions)
    if table.keys.isEmpty, log.problems.count > problems { return nil }
    table.settleExtra()
    var compiler = TariffCompiler(measure: .seconds, jurisdictions: [], files: [read.name.description])
    compiler.threads = threads
    var tariff = compiler.compile(table)
    if read.name.sheet != nil { tariff.sheets = [0] }
    TariffCheck(
      tariff: tariff, plan: plan, reach: BandReach([]), duplicates: [.error], isZones: true, log: log
    ).check()
    var names = ZoneNames()
    for row in tariff.rows { _ = names.add(tariff.destination(row)) }
    names.file = read.name.description
    return (ZoneMap(tariff, names: names.all), names)
  }
}
