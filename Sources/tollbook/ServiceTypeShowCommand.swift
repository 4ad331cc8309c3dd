import ArgumentParser
import BillingStore

struct ServiceTypeShowCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "show", abstract: "Prints the definition of a service type, as it was written.",
    discussion: "Example: tollbook service-type show voip_line --book muster.tollbook")

  @Argument(help: "Its name.") var name: String
  @OptionGroup var book: BookOptions

  func run() throws {
    let book = try book.open(for: .reading)
    print(try Terminal().reporting { try book.serviceTypeDefinition(name) }, terminator: "")
  }
}
