import ArgumentParser
import Bytes

@main
struct Tollbook: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "tollbook", abstract: "Rates call records and other metered usage, and bills for it.",
    subcommands: [
      RateCommand.self, ExplainCommand.self, SimulateCommand.self, PlanCommand.self, FormatsCommand.self,
    ])

  static func main() {
    StandardStreams.reserve()
    main(nil)
  }
}
