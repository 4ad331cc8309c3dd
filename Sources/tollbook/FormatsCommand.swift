import ArgumentParser
import CDRDecoding

/// `tollbook formats`: lists the built-in dialects, or prints one as a start of one's own.
struct FormatsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "formats",
    abstract: "Lists the call record formats that are built in, or prints the definition of one.",
    discussion: """
      The definition of a format is a YAML file. Save one, change it, and name it with --format:

        tollbook formats asterisk > my-switch.yaml
      """)

  @Argument(help: "The format to print.")
  var name: String?

  func run() throws {
    guard let name else {
      let width = Dialect.builtIns.map(\.name.count).max() ?? 0
      for dialect in Dialect.builtIns {
        print(dialect.name + String(repeating: " ", count: width + 2 - dialect.name.count) + dialect.summary)
      }
      return
    }
    guard let dialect = Dialect.builtIn(name) else {
      let names = Dialect.builtIns.map(\.name).joined(separator: ", ")
      throw ValidationError("no format is called '\(name)'; there are \(names)")
    }
    print(dialect.yaml, terminator: "")
  }
}
