import ArgumentParser

struct OutboxCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "outbox", abstract: "Hands a book's events to other programs: credit and usage limits that were reached.",
    subcommands: [
      OutboxListCommand.self, OutboxExportCommand.self, OutboxAcknowledgeCommand.self, OutboxReadersCommand.self,
    ])
}
