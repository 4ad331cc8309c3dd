import ArgumentParser
import BillingStore

struct ImportCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "import", abstract: "Takes a CSV file into the book, whole or not at all.",
    discussion: """
      Rows are added, or changed where there is one of their name; columns come in any order, and what has no column \
      stays as it is. Everything that is wrong with a file is reported at once. Orders are added to the histories of \
      their services. 'subscribers' takes what 'tollbook rate --subscribers' reads, and makes accounts, services, keys, \
      plans and orders of it. 'one-offs' posts single charges and credits, each once.

      Kinds: \((kinds + [subscribers, oneOffs]).joined(separator: ", ")).

      Example: tollbook import accounts samples/book/accounts.csv --book muster.tollbook

      The columns of each kind; a new row has those with a star:

      \(columns)
      """)

  static let kinds = RecordKind.all.map(\.name)
  private static let subscribers = "subscribers"
  private static let oneOffs = "one-offs"

  private static var columns: String {
    let kinds = RecordKind.all.map { "\($0.name)\n\(ColumnHelp.text($0))" }
    return (kinds + ["\(oneOffs)\n\(ColumnHelp.text(OneOffEntry.columns))"]).joined(separator: "\n\n")
  }

  @Argument(help: "What the file holds.") var kind: String
  @Argument(help: "The file; '-' is standard input.") var file: String
  @OptionGroup var book: BookOptions
  @OptionGroup var actor: ActorOptions

  func validate() throws {
    if ![Self.subscribers, Self.oneOffs].contains(kind), RecordKind.named(kind) == nil {
      throw ValidationError("there is no kind '\(kind)'; known are \((Self.kinds + [Self.subscribers, Self.oneOffs]).joined(separator: ", "))")
    }
  }

  func run() throws {
    let book = try book.open()
    let terminal = Terminal()
    try terminal.reporting {
      if kind == Self.oneOffs {
        let counts = try book.importOneOffs(file, recordedAt: Clock.now * 1000)
        return terminal.say("one-offs: \(counts.added) added, \(counts.known) known already")
      }
      guard let kind = RecordKind.named(kind) else { return try importSubscribers(into: book, terminal) }
      let counts = try book.importFile(kind, file, actor: actor.name, recordedAt: Clock.now * 1000)
      terminal.say("\(kind.name): \(counts)")
    }
  }

  private func importSubscribers(into book: Book, _ terminal: Terminal) throws {
    let outcome = try book.importSubscribers(file, actor: actor.name, recordedAt: Clock.now * 1000)
    for warning in outcome.warnings { terminal.say("\(warning)") }
    for (name, counts) in outcome.counts { terminal.say("\(name): \(counts)") }
  }
}
