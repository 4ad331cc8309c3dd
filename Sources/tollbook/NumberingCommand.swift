import ArgumentParser

struct NumberingCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "numbering", abstract: "Keeps where North American numbers are, for the jurisdiction of calls.",
    subcommands: [NumberingImportCommand.self, NumberingListCommand.self])
}
