import ArgumentParser

struct ServiceTypeCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "service-type", abstract: "Keeps the types of services and the properties they have.",
    subcommands: [ServiceTypeAddCommand.self, ServiceTypeListCommand.self, ServiceTypeShowCommand.self])
}
