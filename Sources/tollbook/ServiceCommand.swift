import ArgumentParser
import BillingStore

struct ServiceCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "service", abstract: "Keeps services: their keys, plans and orders.",
    subcommands: [
      RecordAddCommand<ServiceObject>.self, RecordChangeCommand<ServiceObject>.self, RecordShowCommand<ServiceObject>.self,
      RecordListCommand<ServiceObject>.self,
      ServiceOrderCommand.self, ServiceExpiringCommand.self, ServiceKeyCommand.self, ServicePlanCommand.self,
    ])
}

enum ServiceObject: RecordObject {
  static var kind: RecordKind { .services }
  static var command: String { "tollbook service" }
  static var addExample: String { "12015550190 --type voip_line --account C1001 --book muster.tollbook" }
  static var changeExample: String { #"12015550142 --title "Reception" --book muster.tollbook"# }
}
