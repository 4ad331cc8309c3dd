import ArgumentParser
import BillingStore

struct RecordListCommand<Object: RecordObject>: ParsableCommand {
  static var configuration: CommandConfiguration {
    CommandConfiguration(
      commandName: "list", abstract: "Lists \(Object.kind.name), all or those with certain values.",
      usage: "\(Object.command) list [--column value ...] [--format <format>] [--book <file>]",
      discussion: """
        As csv and json every column is shown.\(Object.derivedHelp)

        Example: \(Object.command) list --\(Object.kind.columns[1].name.replacing("_", with: "-")) "…" --book muster.tollbook
        """)
  }

  @OptionGroup var book: BookOptions
  @OptionGroup var listing: ListingOptions
  @Argument(parsing: .allUnrecognized, help: ArgumentHelp("Values to look for as --column value.", valueName: "--column value"))
  var arguments: [String] = []

  func run() throws {
    let typed = try TypedArguments(arguments)
    if let word = typed.words.first { throw ValidationError("'\(word)' is not expected; write --column value") }
    let book = try book.open(for: .reading)
    try listing.write(
      Terminal().reporting {
        try book.list(Object.kind, where: typed.fields, brief: listing.format == .text, now: Clock.now * 1000)
      })
  }
}
