import ArgumentParser
import BillingStore

struct AuditCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "audit", abstract: "Shows who changed what, when, from what to what.",
    discussion: """
      Keys, plans and orders stand in the trail of their service, prices in that of their product, terms in that of their charge.

      Example: tollbook audit --object account --name C1001 --book muster.tollbook
      """)

  @Option(help: "account, service, charge, product, discount, tax, limit, switch, plan, field, service_type or book.") var object: String?
  @Option(help: "Of this one alone.") var name: String?
  @OptionGroup var book: BookOptions
  @OptionGroup var listing: ListingOptions

  func run() throws {
    let book = try book.open(for: .reading)
    try listing.write(Terminal().reporting { try book.audit(object: object, name: name) })
  }
}
