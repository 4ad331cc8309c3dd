import ArgumentParser
import Billing
import BillingStore
import Foundation
import Telecom

struct BillRunCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "run", abstract: "Closes the invoices of all accounts whose cycle has ended.",
    discussion: """
      An account gets one invoice a cycle; several cycles behind, it gets its invoices in order. One that cannot be billed
      is set aside with its reason and stops nobody. A run that was interrupted goes on where it stopped when it is run
      again. Exit status 3: done, but accounts were set aside.

      Example: tollbook bill run --as-of 2026-04-01 --book muster.tollbook
      """)

  @Option(help: "Bill cycles that end by this day; today where it is not given.") var asOf: CivilDate?
  @Option(help: ArgumentHelp("Only accounts with this cycle day.", valueName: "day")) var cycle: Int?
  @Option(help: ArgumentHelp("Only these accounts: names with commas between, * for anything.", valueName: "filter"))
  var accounts: String?
  @Flag(help: "Compute and report everything, and keep nothing of it.") var dryRun = false
  @Option(help: ArgumentHelp("How many threads compute; one a core where it is not given.", valueName: "n")) var threads: Int?
  @OptionGroup var book: BookOptions

  func validate() throws {
    if let cycle, !(1...31).contains(cycle) { throw ValidationError("--cycle must be from 1 to 31") }
    if let threads, !(1...256).contains(threads) { throw ValidationError("--threads must be from 1 to 256") }
  }

  func run() throws {
    let book = try book.open()
    let terminal = Terminal()
    let options = BillRun.Options(
      asOf: asOf ?? .today, cycleDay: cycle, accounts: accounts.map(NamePattern.init), isDry: dryRun,
      threads: threads ?? ProcessInfo.processInfo.activeProcessorCount, recordedAt: Clock.now * 1000)
    let run = BillRun(book, options) { done, all, day in
      if terminal.isWatched { terminal.show("cycles to \(day): \(done) of \(all) accounts") }
    }
    let report = try terminal.reporting { try run.run() }
    for (account, reason) in report.setAside.prefix(20) { terminal.say("set aside \(account): \(reason)") }
    if report.setAside.count > 20 { terminal.say("and \(report.setAside.count - 20) more; 'tollbook bill status --set-aside' shows all") }
    for (account, reason) in report.unsettled.sorted(by: { $0.key < $1.key }).prefix(20) {
      terminal.say("not settled: \(account), and who shares with it: \(reason)")
    }
    print(text(report))
    if !report.setAside.isEmpty { throw ExitCode(3) }
  }

  private func text(_ report: BillReport) -> String {
    var lines = [
      "\(report.accounts) accounts = \(report.closed) closed + \(report.setAside.count) set aside + \(report.nothingToBill) nothing to bill"
    ]
    if let first = report.first, let last = report.last {
      lines.append("\(report.invoices) invoices, \(first) to \(last)")
    }
    for (code, amount) in report.charges.sorted(by: { $0.key < $1.key }) {
      let units = MinorUnits(Currency(code) ?? .usd)
      lines.append("charges and taxes \(units.text(Int64(clamping: amount))) \(code)")
    }
    if dryRun { lines.append("dry run: nothing was kept") }
    return lines.joined(separator: "\n")
  }
}
