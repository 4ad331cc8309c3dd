import ArgumentParser
import BillingStore

struct PlanRemoveCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "remove", abstract: "Takes a rate plan of a book out of use, or one version of it.",
    discussion: """
      A plan that services have now or will have stays, unless another version prices the same time: with --id the
      version before it holds again. What was rated stays as it is, explained and reproduced by the version that priced
      it. Usage that comes late for a time when services had the plan is set aside as no_rate; 'tollbook plan import'
      brings the plan back.

      Example: tollbook plan remove retail-us --id 2 --book muster.tollbook
      """)

  @Argument(help: "The plan's name.") var name: String
  @Option(help: ArgumentHelp("One version, by its id in 'tollbook plan list'; all where it is not given.", valueName: "id"))
  var id: Int64?
  @OptionGroup var book: BookOptions
  @OptionGroup var actor: ActorOptions

  func run() throws {
    let book = try book.open()
    let terminal = Terminal()
    let removed = try terminal.reporting {
      try book.removePlan(name, version: id, actor: actor.name, recordedAt: Clock.now * 1000)
    }
    terminal.say("plan \(name): \(removed.map { "version \($0)" }.joined(separator: ", ")) removed")
  }
}
