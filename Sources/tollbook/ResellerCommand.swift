import ArgumentParser
import BillingStore

struct ResellerCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "reseller", abstract: "Keeps the accounts that sell on what they buy.",
    discussion: """
      Usage of the accounts below a reseller is priced for it once more, by the plan that it buys by, and stands on its \
      own invoice. Customers with billing 'consolidated' are not billed beside it for the same usage; those with billing \
      'own' are, in its name. Services below it that name no plan are priced by the one it sells by.
      """,
    subcommands: [
      RecordAddCommand<ResellerObject>.self, RecordChangeCommand<ResellerObject>.self, RecordListCommand<ResellerObject>.self,
    ])
}

enum ResellerObject: RecordObject {
  static var kind: RecordKind { .resellers }
  static var command: String { "tollbook reseller" }
  static var addExample: String { "--account R-1 --buy-plan wholesale --sell-plan retail --book carrier.tollbook" }
  static var changeExample: String { "--account R-1 --valid-from 2026-01-01 --valid-to 2027-01-01 --book carrier.tollbook" }
}
