internal import Bytes
package import Telecom

extension RatePlanLoader {
  /// Loads a carrier's notice of changes to a deck of a plan.
  /// - Parameters:
  ///   - path: a notice in a layout that is recognised, or a plan.yaml (or its folder) that maps it.
  ///   - plan: whose clock, bands and currency it means.
  /// - Throws: every problem of the notice, when at least one of them is an error.
  package static func notice(
    _ path: String, of plan: RatePlan, threads: Int = 1
  ) throws(ProblemReport) -> (notice: Notice, warnings: [Problem]) {
    let log = ProblemLog()
    let notice = notice(path, of: plan, threads: threads, log: log)
    let problems = log.sorted
    guard let notice, !log.hasErrors else { throw ProblemReport(problems) }
    return (notice, problems)
  }

  private static func notice(_ path: String, of plan: RatePlan, threads: Int, log: ProblemLog) -> Notice? {
    let files = PlanFiles()
    guard let file = planFile(path, log: log), var source = source(file, of: plan, files: files, log: log) else { return nil }
    source.isNotice = true
    var table = DeckTable()
    var jurisdictions: [String] = []
    let deck = DeckFile(source: source, bands: plan.bands, fileIndex: 0, threads: threads, files: files, log: log)
    let read = deck.read(into: &table, jurisdictions: &jurisdictions)
    table.settleExtra()
    if let other = table.keys.firstIndex(where: { !DeckPrefix(key: $0).isDigits }) {
      log.error(
        read.name.place(line: Int(table.rows[other].line)), "the notice has rows by LATA and OCN",
        remedy: "lay a notice of codes onto a deck of codes")
    }
    return Notice(table: table, jurisdictions: jurisdictions, source: read)
  }

  /// The only deck of a plan.yaml, or the file itself.
  private static func source(_ file: String, of plan: RatePlan, files: PlanFiles, log: ProblemLog) -> DeckSource? {
    guard file.hasSuffix(".yaml") || file.hasSuffix(".yml") else {
      var source = DeckSource(name: DeckName(file))
      source.mapping.date.zone = plan.zone
      return source
    }
    guard let bytes = read(file, files: files, threads: 1, log: log),
      let read = PlanReader(file: file, folder: folder(of: file), log: log).read(bytes, fallbackName: file)
    else { return nil }
    if read.plan.currency != plan.currency {
      log.error(
        InputLocation(file), "the notice is in \(read.plan.currency), the deck in \(plan.currency)",
        remedy: "name a deck of the same currency")
    }
    if read.decks.count != 1 {
      log.error(InputLocation(file), "a notice is one table; this plan names \(read.decks.count)", remedy: "name one deck")
    }
    return read.decks.first
  }
}
