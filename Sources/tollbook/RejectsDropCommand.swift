import ArgumentParser
import BillingStore

struct RejectsDropCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "drop", abstract: "Gives open rejects of a book up: they are never billed.",
    discussion: "Example: tollbook rejects drop --book muster.tollbook --reason malformed_record --actor jane")

  @OptionGroup var book: BookOptions
  @OptionGroup var actor: ActorOptions
  @OptionGroup var rejects: RejectOptions

  func validate() throws {
    if rejects.isEmpty { throw ValidationError("say which with --reason, --source or their ids") }
  }

  func run() throws {
    let terminal = Terminal()
    let desk = try RejectDesk(book.open())
    let count = try terminal.reporting { try desk.drop(rejects.selection(), actor: actor.name, at: Clock.milliseconds()) }
    terminal.say("\(count) \(count == 1 ? "reject" : "rejects") dropped")
  }
}
