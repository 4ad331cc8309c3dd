import ArgumentParser
import Billing
import BillingStore

struct ServiceOrderCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "order", abstract: "Orders that a service becomes active, suspended or cancelled.",
    discussion: """
      An order takes effect at its time, which may lie ahead or back. Of several orders of one time the last holds, so
      that an order is withdrawn by one of the same time that gives back the state before it.

      Example: tollbook service order 12015550142 suspended --at 2026-12-01 --reason "unpaid" --book muster.tollbook
      """)

  @Argument(help: "Name of the service.") var service: String
  @Argument(help: "active, suspended, cancelled or pending.") var status: ServiceStatus.State
  @Option(help: ArgumentHelp("From when: 2026-12-01, local time of the account, or 2026-12-01T12:00:00Z.", valueName: "time"))
  var at: String
  @Option(help: "Why.") var reason: String?
  @OptionGroup var book: BookOptions
  @OptionGroup var actor: ActorOptions

  func run() throws {
    let book = try book.open()
    let fields = [("service", service), ("effective", at), ("status", status.rawValue), ("reason", reason ?? "")]
    let counts = try Terminal().reporting {
      try book.write(.orders, adding: true, fields, actor: actor.name, recordedAt: Clock.now * 1000)
    }
    if counts.added == 0 { Terminal().say("tollbook: the service has this order already") }
  }
}

extension ServiceStatus.State: ExpressibleByArgument {}
