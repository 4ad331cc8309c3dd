import ArgumentParser
import BillingStore

struct ChargeCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "charge", abstract: "Keeps recurring charges, and posts single ones.",
    subcommands: [
      RecordAddCommand<ChargeObject>.self, RecordChangeCommand<ChargeObject>.self, RecordShowCommand<ChargeObject>.self,
      RecordListCommand<ChargeObject>.self,
      ChargeEndCommand.self, ChargeTermCommand.self, ChargeOnceCommand.self,
    ])
}

enum ChargeObject: RecordObject {
  static var kind: RecordKind { .charges }
  static var command: String { "tollbook charge" }
  static var addExample: String { "trunk-2 --account C2000 --product TRUNK --start-day 2026-03-01 --book muster.tollbook" }
  static var changeExample: String { #"trunk-1 --title "SIP trunk" --book muster.tollbook"# }
}
