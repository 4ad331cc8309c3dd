import ArgumentParser

struct PlanCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "plan", abstract: "Checks and shows rate plans, and takes them into a book.",
    subcommands: [PlanCheckCommand.self, PlanShowCommand.self, PlanImportCommand.self, PlanListCommand.self, PlanRemoveCommand.self,
    ])
}
