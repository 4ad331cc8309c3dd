import ArgumentParser
import BillingStore

struct ChargeTermCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "term", abstract: "Keeps quantity and price of a charge from a day on.",
    subcommands: [
      RecordAddCommand<ChargeTermObject>.self, RecordChangeCommand<ChargeTermObject>.self,
      RecordListCommand<ChargeTermObject>.self,
    ])
}

enum ChargeTermObject: RecordObject {
  static var kind: RecordKind { .chargeTerms }
  static var command: String { "tollbook charge term" }
  static var addExample: String { "--charge trunk-1 --valid-from 2026-04-01 --quantity 3 --price 18.50 --book muster.tollbook" }
  static var changeExample: String { "--charge trunk-1 --valid-from 2026-01-01 --quantity 3 --book muster.tollbook" }
}
