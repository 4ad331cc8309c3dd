import ArgumentParser
import BillingStore

struct ServicePlanCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "plan", abstract: "Keeps which rate plan a service has, and since when.",
    subcommands: [
      RecordAddCommand<ServicePlanObject>.self, RecordChangeCommand<ServicePlanObject>.self,
      RecordListCommand<ServicePlanObject>.self,
    ])
}

enum ServicePlanObject: RecordObject {
  static var kind: RecordKind { .servicePlans }
  static var command: String { "tollbook service plan" }
  static var addExample: String { "--service 12015550142 --plan retail-us --valid-from 2026-12-01 --book muster.tollbook" }
  static var changeExample: String { "--service 12015550142 --valid-from 2026-01-01 --plan retail-us --book muster.tollbook" }
}
