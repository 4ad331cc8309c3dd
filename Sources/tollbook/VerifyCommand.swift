import ArgumentParser
import BillingStore

struct VerifyCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "verify", abstract: "Proves the book from its rows: nothing lost, changed, billed twice or miscounted.",
    discussion: """
      A line a check; what is wrong is named below it. Exit status 1 when anything is.

      Checks: \(BookCheck.allCases.map(\.rawValue).joined(separator: ", ")).

      Example: tollbook verify --book muster.tollbook
      """)

  @Option(help: ArgumentHelp("This check only; may be given several times.", valueName: "name")) var check: [BookCheck] = []
  @OptionGroup var book: BookOptions

  func run() throws {
    let book = try book.open(for: .reading)
    let verification = try Terminal().reporting { try book.verify(check.isEmpty ? BookCheck.allCases : check) }
    print(verification.text, terminator: "")
    if !verification.isSound { throw ExitCode(1) }
  }
}

extension BookCheck: ExpressibleByArgument {}
