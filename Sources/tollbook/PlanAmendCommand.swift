import ArgumentParser
import BillingStore
import Bytes
import Foundation
import RatePlans
import RatingPipeline
import Telecom

struct PlanAmendCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "amend", abstract: "Lays a carrier's notice of changes onto a deck.",
    discussion: """
      Shows what the notice adds, raises, lowers and closes, and from when; with --output writes the deck that comes of
      it, in our own form: it rates as the deck before each date, and as the notice says from then on.

      Whether codes that the notice leaves out stay or close is taken from its own words above the table (amendment,
      full A-Z); where those do not say it, --scope has to.

      Example: tollbook plan amend samples/decks/amend/deck.csv samples/decks/amend/notice.csv --scope partial --issued 2026-09-14
      """)

  enum Scope: String, ExpressibleByArgument, CaseIterable {
    case full, partial
  }

  @Argument(help: "The deck in use, or its plan.") var deck: String
  @Argument(help: "The notice: CSV, deck.xlsx[Sheet], or a plan.yaml that maps it.") var notice: String
  @Option(help: "full (codes that are not in the notice close) or partial (they stay).") var scope: Scope?
  @Option(help: ArgumentHelp("With --scope full: the day from which codes that are not in the notice are closed.", valueName: "date"))
  var closedFrom: CivilDate?
  @Option(help: ArgumentHelp("The day of the notice; today, or what its plan.yaml says.", valueName: "date")) var issued: CivilDate?
  @Option(help: ArgumentHelp("Warns of prices that rise with fewer days' notice.", valueName: "days")) var noticeDays = 0
  @Flag(help: "Lists unchanged codes too.") var all = false
  @Option(name: [.customShort("o"), .long], help: ArgumentHelp("Writes the new deck; the file must not be there yet.", valueName: "file"))
  var output: String?
  @Option(help: "Threads to read with.") var threads = 2
  @OptionGroup var listing: ListingOptions

  func validate() throws {
    if noticeDays < 0 { throw ValidationError("--notice-days cannot be negative") }
  }

  func run() throws {
    let terminal = Terminal()
    if let output, output != "-", FileManager.default.fileExists(atPath: output) {
      throw ValidationError("--output \(output) is there already; name another file, or remove it")
    }
    let plan = try terminal.reportingDecks { () throws(ProblemReport) in try RatePlanLoader.load(deck, threads: threads).plan }
    guard let tariff = plan.tariff(.seconds), tariff.files.count == 1 else {
      throw ValidationError("\(deck) has \(plan.tariff(.seconds)?.files.count ?? 0) decks of calls; name a plan of one, or the deck")
    }
    if tariff.hasKeyedGroups { throw ValidationError("\(deck) has rows by LATA and OCN; a notice changes codes") }
    let (read, warnings) = try terminal.reportingDecks { () throws(ProblemReport) in
      try RatePlanLoader.notice(notice, of: plan, threads: threads)
    }
    terminal.warn(warnings, whole: nil)
    let terms = try AmendmentTerms(scope: scope(of: read, plan.zone), issued: issueDate(of: read, plan.zone), noticeDays: noticeDays)
    let amendment = Amendment(read, to: tariff, of: plan, terms)
    let errors = amendment.problems.filter { $0.severity == .error }
    terminal.warn(amendment.problems.filter { $0.severity == .warning }, whole: "the column note has all")
    guard errors.isEmpty else {
      terminal.say("\(ProblemReport(errors))")
      throw ExitCode(1)
    }
    if case .full(nil) = terms.scope, amendment.untouchedCount > 0 {
      terminal.say("\(amendment.untouchedCount) codes of the deck are not in the notice; say with --closed-from DATE from when they are closed")
      throw ExitCode(1)
    }
    if output != "-" { try listing.write(amendment.listing(zone: plan.zone, all: all)) }
    terminal.say(amendment.totals)
    if let output { try terminal.reporting { try write(amendment.deck.csv, to: output) } }
  }

  private func scope(of notice: Notice, _ zone: ZoneRules) throws -> AmendmentTerms.Scope {
    guard let isFull = scope.map({ $0 == .full }) ?? AmendmentTerms.isFull(notice.banner) else {
      throw ValidationError(
        "the notice does not say whether it lists all codes or only those that change; say --scope full or --scope partial")
    }
    if !isFull, closedFrom != nil { throw ValidationError("--closed-from goes with --scope full") }
    return isFull ? .full(closedFrom: closedFrom.map { zone.midnight(ofDay: $0.daysSince1970) }) : .partial
  }

  private func issueDate(of notice: Notice, _ zone: ZoneRules) -> Int64 {
    if let issued { return zone.midnight(ofDay: issued.daysSince1970) }
    if let issued = notice.issued { return issued }
    return zone.midnight(ofDay: zone.day(at: Clock.now))
  }

  private func write(_ deck: [UInt8], to path: String) throws {
    let writer = ByteWriter()
    writer.append(contentsOf: deck)
    let file = try OutputFile(path)
    try file.write(writer)
    try file.endInput()
    try file.commit()
  }
}
