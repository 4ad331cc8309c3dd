internal import Telecom
internal import Yams

/// Reads a plan.yaml: everything about a plan but the rows of its decks.
struct PlanReader {
  private static let keys = [
    "name", "description", "currency", "time_zone", "dialling", "rounding", "duration_rounding", "increment_rule",
    "band_rule", "grace_s", "bands", "indeterminate", "rate_on", "special_charges", "decks",
    "zones", "allowances", "volumes", "commitments", "limits",
  ]

  private static let mostDecks = 1_000

  let file: String
  /// The folder the plan's decks are named from, with a slash at its end, or empty.
  let folder: String
  let log: ProblemLog

  /// - Returns: `nil` when the file is no mapping at all; whatever else is wrong is in the log.
  func read(_ bytes: [UInt8], fallbackName: String) -> PlanSources? {
    guard let node = YAMLDocument.compose(bytes, file: file, log: log),
      let top = YAMLMapping(node, file: file, what: "a plan", keys: Self.keys, log: log)
    else { return nil }
    var plan = RatePlan(name: top.text("name")?.text ?? fallbackName)
    readCurrency(top, into: &plan)
    if let zone = top.text("time_zone") {
      if let rules = ZoneRules(named: zone.text) {
        plan.zone = rules
      } else {
        log.error(
          zone.location, "there is no time zone \(zone.text)",
          remedy: "write an IANA name such as Europe/Berlin, UTC, or an offset such as \"+05:30\"")
      }
    }
    readRounding(top, into: &plan)
    plan.durationRounding = top.choice("duration_rounding") ?? plan.durationRounding
    plan.incrementRule = top.choice("increment_rule") ?? plan.incrementRule
    plan.bandRule = top.choice("band_rule") ?? plan.bandRule
    plan.indeterminate = top.choice("indeterminate") ?? plan.indeterminate
    plan.ratedNumber = top.choice("rate_on") ?? plan.ratedNumber
    plan.graceSeconds = Int64(top.integer("grace_s", in: 0...1_000_000_000) ?? 0)
    plan.dialling = DiallingReader(log: log).dialling(top)
    let (bands, reach) = BandReader(log: log).bands(top.list("bands"), file: file)
    plan.bands = BandSchedule(bands: bands, zone: plan.zone)
    plan.specialCharges = SpecialChargeReader(bands: plan.bands, log: log).charges(top)
    let promises = PromiseReader(bands: plan.bands, log: log).promises(top)
    plan.promises = promises.plan
    let reader = DeckReader(file: file, folder: folder, zone: plan.zone, log: log)
    var sources = PlanSources(plan: plan, reach: reach, decks: decks(top, reader))
    sources.mentions = promises.mentions
    sources.zones = top.node("zones").flatMap { reader.zones($0) }
    checkZones(top, sources)
    return sources
  }

  private func readCurrency(_ top: YAMLMapping, into plan: inout RatePlan) {
    guard let code = top.text("currency") else {
      log.error(InputLocation(file, line: 1), "the plan does not say its currency", remedy: "add `currency: USD`")
      return
    }
    if let currency = Currency(code.text) {
      plan.currency = currency
    } else {
      log.error(code.location, "\(code.text) is no currency", remedy: "write its three capital letters, such as USD")
    }
  }

  private func readRounding(_ top: YAMLMapping, into plan: inout RatePlan) {
    guard let rounding = top.mapping("rounding", keys: ["mode", "decimals", "scope"]) else { return }
    plan.rounding.mode = rounding.choice("mode") ?? plan.rounding.mode
    plan.rounding.scope = rounding.choice("scope") ?? plan.rounding.scope
    plan.rounding.decimals = rounding.integer("decimals", in: 0...9) ?? plan.rounding.decimals
  }

  /// A matrix and the zones of numbers go together.
  private func checkZones(_ top: YAMLMapping, _ sources: PlanSources) {
    let matrix = sources.decks.first { $0.leg == .matrix }
    if let matrix, top.node("zones") == nil {
      log.error(
        matrix.mention ?? InputLocation(file), "nothing says which zones the numbers of the matrix are in",
        remedy: "add `zones: zones.csv` to the plan, a file with the header `prefix,zone`")
    } else if let node = top.node("zones"), matrix == nil {
      log.warning(
        top.place(of: node), "no deck of the plan is by zones",
        remedy: "add the deck of `kind: matrix`, or leave the zones out")
    }
  }

  private func decks(_ top: YAMLMapping, _ reader: DeckReader) -> [DeckSource] {
    let nodes = top.list("decks")
    if nodes.isEmpty, top.node("decks") == nil || !log.hasErrors {
      log.error(
        InputLocation(file, line: 1), "the plan names no deck",
        remedy: "add `decks:` with a line `- {file: termination.csv, kind: termination}`")
    }
    if nodes.count > Self.mostDecks {
      log.error(InputLocation(file), "the plan names more than \(Self.mostDecks) decks", remedy: "put rows together")
    }
    return nodes.prefix(Self.mostDecks).compactMap { reader.deck($0) }
  }
}
