import ArgumentParser
import BillingStore

struct TaxRuleCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "tax-rule", abstract: "Keeps percentages that authorities take.",
    subcommands: [
      RecordAddCommand<TaxRuleObject>.self, RecordChangeCommand<TaxRuleObject>.self, RecordListCommand<TaxRuleObject>.self,
    ])
}

enum TaxRuleObject: RecordObject {
  static var kind: RecordKind { .taxes }
  static var command: String { "tollbook tax-rule" }
  static var addExample: String {
    #"--name "State tax" --authority NJ --percent 6.625 --category telecom --book muster.tollbook"#
  }
  static var changeExample: String { #"--name "Sales tax" --percent 8.5 --book muster.tollbook"# }
}
