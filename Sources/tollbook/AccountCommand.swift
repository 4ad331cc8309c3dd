import ArgumentParser
import BillingStore

struct AccountCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "account", abstract: "Keeps customers' accounts.",
    subcommands: [
      RecordAddCommand<AccountObject>.self, RecordChangeCommand<AccountObject>.self, RecordShowCommand<AccountObject>.self,
      RecordListCommand<AccountObject>.self, AccountOpenItemsCommand.self,
    ])
}

enum AccountObject: RecordObject {
  static var kind: RecordKind { .accounts }
  static var command: String { "tollbook account" }
  static var addExample: String { #"C9000 --title "Ada Example" --credit-limit 100 --book muster.tollbook"# }
  static var changeExample: String { "C1001 --cycle-day 15 --book muster.tollbook" }
}
