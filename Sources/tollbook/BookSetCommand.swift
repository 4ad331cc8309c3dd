import ArgumentParser
import BillingStore

struct BookSetCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "set", abstract: "Changes settings of a book.",
    discussion: """
      operator          whose book it is
      invoice_series    before the numbers of invoices from now on: INV where it is not set
      credit_note_series
                        the same of credit notes: CN where it is not set
      currency, time_zone
                        of new accounts that name none; they stay once anything is posted in the book

      Numbers of each series begin at 1, and go on where they ended when it comes back. NAME= takes a setting away. What
      was changed stands in the audit trail.

      Example: tollbook book set operator="Muster Telecom Ltd" invoice_series=R2027 --book muster.tollbook
      """)

  @Argument(help: ArgumentHelp("Settings with their new values.", valueName: "name=value")) var settings: [BookSetting]
  @OptionGroup var book: BookOptions
  @OptionGroup var actor: ActorOptions

  func run() throws {
    let book = try book.open()
    try Terminal().reporting { try book.change(settings, actor: actor.name, recordedAt: Clock.now * 1000) }
  }
}
