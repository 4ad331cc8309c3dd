import ArgumentParser
import BillingStore

struct SwitchCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "switch", abstract: "Keeps what writes usage: switches, gateways, access servers.",
    discussion: "Record ids are unique within a switch. Two that count alike each need a name: see 'tollbook ingest --switch'.",
    subcommands: [
      RecordAddCommand<SwitchObject>.self, RecordChangeCommand<SwitchObject>.self, RecordShowCommand<SwitchObject>.self,
      RecordListCommand<SwitchObject>.self,
    ])
}

enum SwitchObject: RecordObject {
  static var kind: RecordKind { .switches }
  static var command: String { "tollbook switch" }
  static var addExample: String { #"pbx-2 --title "PBX of the plant" --book muster.tollbook"# }
  static var changeExample: String { #"pbx-2 --title "PBX of the harbour" --book muster.tollbook"# }
}
