import ArgumentParser
import BillingStore

struct UsageLimitCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "usage-limit", abstract: "Keeps soft and hard limits of usage, which events are written for.",
    subcommands: [
      RecordAddCommand<UsageLimitObject>.self, RecordChangeCommand<UsageLimitObject>.self,
      RecordShowCommand<UsageLimitObject>.self, RecordListCommand<UsageLimitObject>.self, UsageLimitUsedCommand.self,
    ])
}

enum UsageLimitObject: RecordObject {
  static var kind: RecordKind { .usageLimits }
  static var command: String { "tollbook usage-limit" }
  static var addExample: String {
    "calls-a-day --service 12015550142 --measure minutes --period day --soft 60 --hard 90 --book muster.tollbook"
  }
  static var changeExample: String { "calls-a-day --hard 120 --book muster.tollbook" }
}
