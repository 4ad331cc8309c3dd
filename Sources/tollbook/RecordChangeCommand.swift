import ArgumentParser
import BillingStore

struct RecordChangeCommand<Object: RecordObject>: ParsableCommand {
  static var configuration: CommandConfiguration {
    CommandConfiguration(
      commandName: "change", abstract: "Changes \(article(Object.kind.object)) of the book.",
      usage: "\(Object.command) change \(Object.usage)[--column value ...] [--book <file>]",
      discussion: """
        Columns are those of 'tollbook import \(Object.kind.name)'; an empty value clears one. What is not named stays as it is.

        \(Object.columnHelp)

        Example: \(Object.command) change \(Object.changeExample)
        """)
  }

  @OptionGroup var book: BookOptions
  @OptionGroup var actor: ActorOptions
  @Argument(parsing: .allUnrecognized, help: ArgumentHelp("The name, and columns as --column value.", valueName: "name"))
  var arguments: [String]

  func run() throws {
    try RecordChange<Object>(arguments, book, actor).write(adding: false)
  }
}
