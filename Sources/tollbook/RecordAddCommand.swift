import ArgumentParser
import BillingStore

struct RecordAddCommand<Object: RecordObject>: ParsableCommand {
  static var configuration: CommandConfiguration {
    CommandConfiguration(
      commandName: "add", abstract: "Adds \(article(Object.kind.object)) to the book.",
      usage: "\(Object.command) add \(Object.usage)[--column value ...] [--book <file>]",
      discussion: """
        Columns are those of 'tollbook import \(Object.kind.name)'; an empty value clears one.

        \(Object.columnHelp)

        Example: \(Object.command) add \(Object.addExample)
        """)
  }

  @OptionGroup var book: BookOptions
  @OptionGroup var actor: ActorOptions
  @Argument(parsing: .allUnrecognized, help: ArgumentHelp("The name, and columns as --column value.", valueName: "name"))
  var arguments: [String]

  func run() throws {
    try RecordChange<Object>(arguments, book, actor).write(adding: true)
  }
}
