import ArgumentParser
import BillingStore

struct ServiceTypeAddCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "add", abstract: "Takes service types from YAML files, or puts other definitions in their place.",
    discussion: "Example: tollbook service-type add samples/book/voip_line.yaml --book muster.tollbook")

  @Argument(help: "Files with a service type each; '-' is standard input.") var files: [String]
  @OptionGroup var book: BookOptions
  @OptionGroup var actor: ActorOptions

  func run() throws {
    let book = try book.open()
    for file in files {
      _ = try Terminal().reporting { try book.addServiceType(file, actor: actor.name, recordedAt: Clock.now * 1000) }
    }
  }
}
