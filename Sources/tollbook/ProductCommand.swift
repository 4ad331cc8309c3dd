import ArgumentParser
import BillingStore

struct ProductCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "product", abstract: "Keeps the catalogue.",
    subcommands: [
      RecordAddCommand<ProductObject>.self, RecordChangeCommand<ProductObject>.self, RecordShowCommand<ProductObject>.self,
      RecordListCommand<ProductObject>.self,
      ProductPriceCommand.self,
    ])
}

enum ProductObject: RecordObject {
  static var kind: RecordKind { .products }
  static var command: String { "tollbook product" }
  static var addExample: String { #"FAX2 --title "Fax to mail" --kind recurring --book muster.tollbook"# }
  static var changeExample: String { #"DID --title "Direct number" --book muster.tollbook"# }
}
