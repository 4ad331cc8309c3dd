import ArgumentParser
import BillingStore

struct ChargeEndCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "end", abstract: "Ends a recurring charge.",
    discussion: "Example: tollbook charge end trunk-1 --on 2026-12-01 --book muster.tollbook")

  @Argument(help: "Name of the charge.") var name: String
  @Option(help: ArgumentHelp("The first day no longer charged.", valueName: "date")) var on: String
  @OptionGroup var book: BookOptions
  @OptionGroup var actor: ActorOptions

  func run() throws {
    let book = try book.open()
    _ = try Terminal().reporting {
      try book.write(
        .charges, adding: false, [("name", name), ("end_day", on)], actor: actor.name, recordedAt: Clock.now * 1000)
    }
  }
}
