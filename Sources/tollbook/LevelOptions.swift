import ArgumentParser
import RatePlans
import Rating
import Telecom

/// Who pays above the customer, and how usage of a service's type is rated.
struct LevelOptions: ParsableArguments {
  @Option(help: ArgumentHelp(
    "Resellers: a CSV with the columns account, buy_plan and where wanted parent_account, sell_plan, valid_from, valid_to.",
    valueName: "file"))
  var resellers: String?

  @Option(help: ArgumentHelp(
    "Who carries the calls of an egress trunk: a CSV with the columns trunk, supplier, plan and where wanted valid_from, "
      + "valid_to.", valueName: "file"))
  var suppliers: String?

  @Option(help: ArgumentHelp(
    "Levels whose prices are written, of retail, reseller (with --resellers) and cost (with --suppliers); all where it is "
      + "not given.", valueName: "list"))
  var tiers: String?

  @Option(help: ArgumentHelp(
    "How service types, of subscribers and else of the records themselves, are rated, beside those that every run knows: a "
      + "YAML file of service_types.", valueName: "file"))
  var serviceTypes: String?

  private static let names: [(String, AccountRater.Tiers)] = [("retail", .retail), ("reseller", .reseller), ("cost", .cost)]

  func validate() throws {
    for word in words where !Self.names.contains(where: { $0.0 == word }) {
      throw ValidationError("--tiers: there is no level '\(word)'; \(Spelling.hint(for: word, among: Self.names.map(\.0)))")
    }
    if let tiers, words.isEmpty { throw ValidationError("--tiers '\(tiers)' names no level; write retail,cost") }
    if tiers != nil, !isGiven {
      throw ValidationError("--tiers needs --resellers or --suppliers: without them a record has one price")
    }
    if words == ["reseller"], resellers == nil { throw ValidationError("--tiers reseller needs --resellers") }
    if words == ["cost"], suppliers == nil { throw ValidationError("--tiers cost needs --suppliers") }
  }

  private var words: [String] {
    (tiers ?? "").split(separator: ",").map { $0.filter { !$0.isWhitespace } }.filter { !$0.isEmpty }
  }

  var chosenTiers: AccountRater.Tiers {
    tiers == nil ? .all : Self.names.reduce(into: []) { if words.contains($1.0) { $0.insert($1.1) } }
  }

  var isGiven: Bool { resellers != nil || suppliers != nil }

  func rules() throws(ProblemReport) -> RatingRules {
    guard let serviceTypes else { return RatingRules(RatingRuleReader.builtIns) }
    return RatingRules(RatingRuleReader.builtIns + (try RatingRuleReader.load(serviceTypes).rules))
  }
}
