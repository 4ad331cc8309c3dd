import ArgumentParser

struct PlanCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "plan", abstract: "Checks, shows and amends rate plans, and takes them into a book.",
    subcommands: [
      PlanCheckCommand.self, PlanShowCommand.self, PlanAmendCommand.self, PlanImportCommand.self, PlanListCommand.self,
      PlanRemoveCommand.self,
    ])
}
