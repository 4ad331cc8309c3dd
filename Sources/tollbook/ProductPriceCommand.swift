import ArgumentParser
import BillingStore

struct ProductPriceCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "price", abstract: "Keeps the prices of products.",
    subcommands: [
      RecordAddCommand<ProductPriceObject>.self, RecordChangeCommand<ProductPriceObject>.self,
      RecordListCommand<ProductPriceObject>.self,
    ])
}

enum ProductPriceObject: RecordObject {
  static var kind: RecordKind { .prices }
  static var command: String { "tollbook product price" }
  static var addExample: String { "--product DID --currency USD --valid-from 2027-01-01 --price 2.25 --book muster.tollbook" }
  static var changeExample: String { "--product DID --currency USD --valid-from 2026-01-01 --price 2.10 --book muster.tollbook" }
}
