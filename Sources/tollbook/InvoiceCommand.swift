import ArgumentParser

struct InvoiceCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "invoice", abstract: "Shows closed invoices, proves them, and credits them.",
    subcommands: [
      InvoiceShowCommand.self, InvoiceListCommand.self, InvoiceReproduceCommand.self, InvoiceCreditCommand.self,
    ])
}
