import ArgumentParser
import Foundation

/// Who changes the book, for the audit trail.
struct ActorOptions: ParsableArguments {
  @Option(help: ArgumentHelp("Who makes this change; the environment's USER where it is not given.", valueName: "name"))
  var actor: String?

  var name: String { actor ?? ProcessInfo.processInfo.environment["USER"] ?? "unknown" }
}
