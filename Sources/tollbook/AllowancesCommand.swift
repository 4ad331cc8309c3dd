import ArgumentParser

struct AllowancesCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "allowances",
    abstract: "Shows what customers have used and have left of what their plans include, and gives them more.",
    subcommands: [AllowancesListCommand.self, AllowancesBoostCommand.self, AllowancesSettleCommand.self], defaultSubcommand: AllowancesListCommand.self)
}
