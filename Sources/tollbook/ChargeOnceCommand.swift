import ArgumentParser
import BillingStore
import Telecom

struct ChargeOnceCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "once", abstract: "Posts a single charge, or a credit with a negative price.",
    discussion: """
      It moves the balance at once and stands on the next invoice.

      Example: tollbook charge once C1001 --product SETUP --reference S-9 --date 2026-03-11 --book muster.tollbook
      """)

  @Argument(help: "The account that it is for.") var account: String
  @Option(help: ArgumentHelp("The product, as the catalogue has it.", valueName: "code")) var product: String
  @Option(help: ArgumentHelp("Its own id.", valueName: "id")) var reference: String
  @Option(help: "The day of it; today where it is not given.") var date: CivilDate?
  @Option(parsing: .unconditional, help: "How many.") var quantity = "1"
  @Option(parsing: .unconditional, help: "Of one; the catalogue's where it is not given.") var price: String?
  @Option(help: "The service that it is for.") var service: String?
  @Option(help: "Its text on the invoice; the product's where it is not given.") var title = ""
  @OptionGroup var book: BookOptions

  func run() throws {
    let book = try book.open()
    let terminal = Terminal()
    let entry = OneOffEntry(
      account: account, service: service, product: product, title: title, day: date ?? .today, quantity: quantity,
      price: price, reference: reference)
    let isNew = try terminal.reporting {
      try book.atChargeDesk(recordedAt: Clock.now * 1000) { desk throws(BookError) in try desk.enter(entry) }
    }
    if !isNew { terminal.say("charge \(reference) is in the book already; nothing changed") }
  }
}
