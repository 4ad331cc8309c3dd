import ArgumentParser
import Bytes

@main
struct Tollbook: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "tollbook", abstract: "Rates call records and other metered usage, and bills for it.",
    subcommands: [
      RateCommand.self, AllowancesCommand.self, MarginCommand.self, IngestCommand.self, SwitchCommand.self, RejectsCommand.self,
      UsageCommand.self, ArchiveCommand.self,
      ExplainCommand.self, SimulateCommand.self, PlanCommand.self, FormatsCommand.self,
      BookCommand.self, ImportCommand.self, ExportCommand.self, AccountCommand.self, FieldCommand.self,
      ServiceCommand.self, ServiceTypeCommand.self, ResellerCommand.self, SupplierCommand.self, NumberingCommand.self, ProductCommand.self, ChargeCommand.self, DiscountCommand.self,
      TaxRuleCommand.self, UsageLimitCommand.self, AuditCommand.self, PaymentCommand.self, BillCommand.self, InvoiceCommand.self,
      StatementCommand.self, AgeingCommand.self, OutboxCommand.self, JournalCommand.self, VerifyCommand.self,
    ])

  static func main() {
    StandardStreams.reserve()
    main(nil)
    do throws(SystemError) {
      try StandardStreams.flush()
    } catch {
      guard !error.isClosedPipe else { return }
      Terminal().say("tollbook: \(error)")
      exit(withError: ExitCode(1))
    }
  }
}
