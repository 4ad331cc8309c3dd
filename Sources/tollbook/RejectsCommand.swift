import ArgumentParser

struct RejectsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "rejects", abstract: "Lists what a book could not rate, and rates it again or gives it up.",
    subcommands: [RejectsListCommand.self, RejectsShowCommand.self, RejectsRetryCommand.self, RejectsDropCommand.self])
}
