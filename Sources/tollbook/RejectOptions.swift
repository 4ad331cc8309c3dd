import ArgumentParser
import BillingStore

/// Which rejects a command is about.
struct RejectOptions: ParsableArguments {
  @Option(help: ArgumentHelp("Those with this reason, such as no_rate.", valueName: "code")) var reason: String?
  @Option(help: ArgumentHelp("Those of this input, as it was named.", valueName: "path")) var source: String?
  @Argument(help: "Their ids in the book.") var ids: [Int64] = []

  func selection(state: String? = "open") -> RejectDesk.Selection {
    RejectDesk.Selection(ids: ids, reason: reason, source: source, state: state)
  }

  var isEmpty: Bool { reason == nil && source == nil && ids.isEmpty }
}
