import ArgumentParser
import BillingStore

struct BookCreateCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "create", abstract: "Makes a new book.",
    discussion: """
      A book is one file that holds customers, services, usage, the ledger and invoices. New accounts have its currency
      and time zone unless they name their own. 'tollbook book set' changes what may change.

      Example: tollbook book create muster.tollbook --operator "Muster Telecom" --currency USD --time-zone America/New_York
      """)

  @Argument(help: "The file to make; it must not be there yet.") var file: String
  @Option(help: ArgumentHelp("Whose book it is, as it stands on invoices.", valueName: "name")) var `operator`: String
  @Option(help: ArgumentHelp("Currency of new accounts, such as USD.", valueName: "code")) var currency: String
  @Option(help: ArgumentHelp("Time zone of new accounts, such as America/New_York.", valueName: "zone")) var timeZone: String
  @Option(help: ArgumentHelp("A further setting; may be given several times.", valueName: "name=value"))
  var set: [BookSetting] = []
  @OptionGroup var actor: ActorOptions

  func run() throws {
    let settings =
      [BookSetting("operator", `operator`), BookSetting("currency", currency), BookSetting("time_zone", timeZone)] + set
    try Terminal().reporting {
      _ = try Book.create(
        file, settings: BookSetting.checked(settings), actor: actor.name, recordedAt: Clock.now * 1000)
    }
  }
}

extension BookSetting: ExpressibleByArgument {}
