import ArgumentParser

struct JournalCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "journal", abstract: "Hands the ledger to other programs.", subcommands: [JournalExportCommand.self])
}
