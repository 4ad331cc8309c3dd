import ArgumentParser
import BillingStore

struct OutboxListCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "list", abstract: "Lists events in the order in which they were written.",
    discussion: """
      Kinds: \(OutboxEvent.Kind.allCases.map(\.rawValue).joined(separator: ", ")).

      Example: tollbook outbox list --kind credit_warning --book muster.tollbook
      """)

  @Option(help: "Of this kind only.") var kind: OutboxEvent.Kind?
  @Option(help: ArgumentHelp("About this account only.", valueName: "name")) var account: String?
  @OptionGroup var range: OutboxRange
  @OptionGroup var book: BookOptions
  @OptionGroup var listing: ListingOptions

  func run() throws {
    let book = try book.open(for: .reading)
    let selection = Book.OutboxSelection(after: range.after, kind: kind, account: account, limit: range.limit)
    try listing.write(Terminal().reporting { try book.events(selection) })
  }
}

/// How much of the outbox a command hands out.
struct OutboxRange: ParsableArguments {
  @Option(help: ArgumentHelp("Events behind this one.", valueName: "id")) var after: Int64?
  @Option(help: ArgumentHelp("So many at most.", valueName: "n")) var limit: Int?

  func validate() throws {
    if let after, after < 0 { throw ValidationError("--after must not be negative") }
    if let limit, limit < 1 { throw ValidationError("--limit must be 1 at least") }
  }
}

extension OutboxEvent.Kind: ExpressibleByArgument {}
