import ArgumentParser
import BillingStore

struct FieldCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "field", abstract: "Declares custom fields of accounts.",
    subcommands: [
      RecordAddCommand<FieldObject>.self, RecordChangeCommand<FieldObject>.self, RecordListCommand<FieldObject>.self,
    ])
}

enum FieldObject: RecordObject {
  static var kind: RecordKind { .fields }
  static var command: String { "tollbook field" }
  static var addExample: String { #"contract --type date --title "Contract since" --book muster.tollbook"# }
  static var changeExample: String { #"contract --title "Customer since" --book muster.tollbook"# }
}
