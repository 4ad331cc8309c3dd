import ArgumentParser

struct UsageCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "usage", abstract: "Hands a book's usage to other programs.", subcommands: [UsageExportCommand.self])
}
