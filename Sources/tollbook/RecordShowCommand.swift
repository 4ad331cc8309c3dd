import ArgumentParser
import BillingStore

struct RecordShowCommand<Object: RecordObject>: ParsableCommand {
  static var configuration: CommandConfiguration {
    CommandConfiguration(
      commandName: "show", abstract: "Shows everything about \(article(Object.kind.object)).",
      discussion: """
        Its columns, then what belongs to it.\(Object.derivedHelp)

        Example: \(Object.command) show \(Object.addExample.prefix { $0 != " " }) --book muster.tollbook
        """)
  }

  @Argument(help: "Its name.") var name: String
  @OptionGroup var book: BookOptions
  @OptionGroup var listing: ListingOptions

  func run() throws {
    let book = try book.open(for: .reading)
    try listing.write(Terminal().reporting { try book.show(Object.kind, name, now: Clock.now * 1000) })
  }
}
