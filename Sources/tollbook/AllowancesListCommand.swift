import ArgumentParser
import BillingStore
import Telecom

struct AllowancesListCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "list", abstract: "Lists allowances, volumes, commitments and limits by who has them and by cycle.",
    discussion: """
      unit is that of the plan; money is in its currency. Of an allowance: included, rolled_in from former cycles, boosted \
      (used from boosters), used, left, and rolled_out to the next cycle; left of a pool's last cycle has what its boosters \
      have left that have not expired. Of a volume: used, and what that was charged. Of a commitment: used is what was spent. \
      Of a limit: used, and told, the number of thresholds that an event was written for. settled is what the end of the \
      cycle added.

      Example: tollbook allowances state.allowances --account C1001
      """)

  @Argument(help: ArgumentHelp("What 'tollbook rate --allowances' keeps; a book's where it is not given.", valueName: "state-file"))
  var file: String?
  @OptionGroup var book: BookOptions
  @Option(help: ArgumentHelp("Of this account, of a branch that it heads, and of its services.", valueName: "name")) var account: String?
  @Option(help: ArgumentHelp("What this service has for itself.", valueName: "name")) var service: String?
  @Option(help: ArgumentHelp("Of this plan only.", valueName: "name")) var plan: String?
  @Option(help: ArgumentHelp("Cycles that begin on this day or later, such as 2026-11-01.", valueName: "date"))
  var cycleFrom: CivilDate?
  @OptionGroup var listing: ListingOptions

  func validate() throws {
    if file != nil, book.book != nil { throw ValidationError("give either a state file or --book, not both") }
  }

  func run() throws {
    var selection = AllowanceSummary.Selection()
    (selection.account, selection.service, selection.plan, selection.cycleFrom) = (account, service, plan, cycleFrom)
    guard let file else {
      let book = try book.open(for: .reading)
      return try listing.write(Terminal().reporting { try book.allowances(selection, now: Clock.milliseconds()) })
    }
    try listing.write(
      Terminal().reporting { try AllowanceFile.summary(of: file, selection, now: Clock.milliseconds()) })
  }
}
