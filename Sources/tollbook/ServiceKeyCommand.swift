import ArgumentParser
import BillingStore

struct ServiceKeyCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "key", abstract: "Keeps the keys by which usage finds its service.",
    subcommands: [
      RecordAddCommand<ServiceKeyObject>.self, RecordChangeCommand<ServiceKeyObject>.self,
      RecordListCommand<ServiceKeyObject>.self,
    ])
}

enum ServiceKeyObject: RecordObject {
  static var kind: RecordKind { .keys }
  static var command: String { "tollbook service key" }
  static var addExample: String { "--service 12015550142 --kind did --key 12015550199 --book muster.tollbook" }
  static var changeExample: String {
    "--service 12015550142 --kind number --key 12015550142 --valid-to 2026-12-14T12:00:00 --book muster.tollbook"
  }
}
