import ArgumentParser
import BillingStore
import Telecom

struct BillCloseCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "close", abstract: "Closes one account's invoice by hand, in mid-cycle too.",
    discussion: """
      Cycles that have ended close first, then the days since. A final bill ends all charges on that day and gives back
      what was charged beyond it, closes the account, and settles its open invoices from all credit there is. What is
      then owed is paid or given up by 'tollbook payment add' (--kind write_off); credit that is left over is paid out
      by 'tollbook payment add --kind refund'. After that the balance is zero.

      Example: tollbook bill close C1001 --final --as-of 2026-03-15 --book muster.tollbook
      """)

  @Argument(help: "The account.") var account: String
  @Flag(name: .customLong("final"), help: "The account's last invoice.") var isFinal = false
  @Option(help: "The first day that is not on the invoice; today where it is not given.") var asOf: CivilDate?
  @OptionGroup var book: BookOptions
  @OptionGroup var actor: ActorOptions

  func run() throws {
    let book = try book.open()
    let numbers = try Terminal().reporting {
      try book.close(account, on: asOf ?? .today, isFinal: isFinal, actor: actor.name, recordedAt: Clock.now * 1000)
    }
    for number in numbers { print(number) }
  }
}
