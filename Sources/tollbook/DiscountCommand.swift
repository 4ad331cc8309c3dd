import ArgumentParser
import BillingStore

struct DiscountCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "discount", abstract: "Keeps discounts.",
    subcommands: [
      RecordAddCommand<DiscountObject>.self, RecordChangeCommand<DiscountObject>.self, RecordShowCommand<DiscountObject>.self,
      RecordListCommand<DiscountObject>.self,
    ])
}

enum DiscountObject: RecordObject {
  static var kind: RecordKind { .discounts }
  static var command: String { "tollbook discount" }
  static var addExample: String { "spring --kind percent --value 10 --cycles 3 --book muster.tollbook" }
  static var changeExample: String { "welcome --valid-to 2026-12-31 --book muster.tollbook" }
}
