import ArgumentParser

struct PaymentCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "payment", abstract: "Takes payments and what undoes them.",
    subcommands: [
      PaymentAddCommand.self, PaymentImportCommand.self, PaymentListCommand.self, PaymentAllocateCommand.self,
      PaymentReverseCommand.self,
    ])
}
