import ArgumentParser
import Bytes
import RatePlans

struct PlanCheckCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "check", abstract: "Reports every problem of rate plans and decks in one pass.",
    discussion: """
      Prints a line for each problem: file:line:column, what is wrong, and what to do. As text, of more than ten that are
      alike in one file the first stands for all, with their number; csv and json list every one. Exit code 0 when every plan can
      be used (warnings allowed), 1 when one cannot.

      Example: tollbook plan check rateplans/retail-us
      """)

  @Option(help: "text, csv or json (a line for each problem).") var format = PlanCheck.Format.text
  @Option(help: "Threads to read with.") var threads = 2
  @Argument(help: "Plan folders, plan.yaml files or decks.") var paths: [String]

  func run() throws {
    let check = PlanCheck(paths: paths, threads: threads)
    let writer = ByteWriter()
    writer.append(check.text(as: format))
    do {
      try RawFile.standardOutput.write(writer)
    } catch where error.isClosedPipe {
      throw ExitCode(check.hasErrors ? 1 : 0)
    }
    if check.hasErrors { throw ExitCode(1) }
  }
}

extension PlanCheck.Format: ExpressibleByArgument {}
