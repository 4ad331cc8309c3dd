import ArgumentParser
import BillingStore

struct SupplierCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "supplier", abstract: "Keeps who carries the calls of each egress trunk, and by which plan that costs.",
    discussion: "What a call costs the operator stands beside its charges, and on nobody's invoice.",
    subcommands: [
      RecordAddCommand<SupplierObject>.self, RecordChangeCommand<SupplierObject>.self, RecordListCommand<SupplierObject>.self,
    ])
}

enum SupplierObject: RecordObject {
  static var kind: RecordKind { .suppliers }
  static var command: String { "tollbook supplier" }
  static var addExample: String { #"--trunk tg-a --supplier "Carrier A" --plan carrier-a --book carrier.tollbook"# }
  static var changeExample: String {
    #"--trunk tg-a --valid-from 1970-01-01 --valid-to 2027-01-01 --book carrier.tollbook"#
  }
}
