import ArgumentParser
import BillingStore

struct OutboxAcknowledgeCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "acknowledge", abstract: "Says that a program is done with all events up to one.",
    discussion: """
      They are not handed to this reader again. Saying it twice, or of an earlier event, changes nothing.

      Example: tollbook outbox acknowledge --reader crm 17 --book muster.tollbook
      """)

  @Option(help: ArgumentHelp("The program that has read.", valueName: "name")) var reader: String
  @Argument(help: "The last event that it is done with.") var id: Int64
  @OptionGroup var book: BookOptions

  func validate() throws {
    if reader.isEmpty { throw ValidationError("--reader is empty; name the program that reads") }
  }

  func run() throws {
    let book = try book.open()
    let terminal = Terminal()
    let position = try terminal.reporting {
      try book.acknowledgeEvents(upTo: id, by: reader, recordedAt: Clock.milliseconds())
    }
    if position != id { terminal.say("tollbook: \(reader) has acknowledged events up to \(position) already") }
  }
}
