import ArgumentParser

struct PlanCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "plan", abstract: "Checks and shows rate plans.",
    subcommands: [PlanCheckCommand.self, PlanShowCommand.self])
}
