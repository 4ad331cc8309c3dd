import ArgumentParser
import BillingStore

struct ServiceExpiringCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "expiring", abstract: "Lists services that end soon, by themselves or by order.",
    discussion: "Example: tollbook service expiring --within 30 --book muster.tollbook")

  @Option(help: ArgumentHelp("How far to look ahead.", valueName: "days")) var within = 30
  @Option(help: ArgumentHelp("Look from this day on, such as 2026-11-21; today where it is not given.", valueName: "date"))
  var from: String?
  @OptionGroup var book: BookOptions
  @OptionGroup var listing: ListingOptions

  func validate() throws {
    if !(0...36_600).contains(within) { throw ValidationError("--within must be from 0 to 36600") }
  }

  func run() throws {
    let book = try book.open(for: .reading)
    try listing.write(
      Terminal().reporting { try book.expiringServices(from: from, within: within, now: Clock.now * 1000) })
  }
}
