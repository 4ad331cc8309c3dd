import ArgumentParser

struct BillCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "bill", abstract: "Shows invoices before they close, and closes them.",
    subcommands: [BillPreviewCommand.self, BillRunCommand.self, BillCloseCommand.self, BillStatusCommand.self])
}
