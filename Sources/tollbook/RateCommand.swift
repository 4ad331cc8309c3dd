import ArgumentParser
import Bytes
import CDRDecoding
import Foundation
import RatePlans
import Rating
import RatingPipeline
import Telecom

struct RateCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "rate",
    abstract: "Prices the call records of files or of standard input under a rate plan.",
    discussion: """
      Rated usage goes to the output in input order; what could not be rated goes to the rejects with its reason, its \
      line and the record itself. A rejects file is itself an input: rate it again once the cause is mended.

      Exit status: 0 done, 1 failed, 3 done with rejects, 64 wrong usage.

      Example: tollbook rate --plan rateplans/retail-us --time-zone America/New_York -o rated.csv \
      --rejects rejects.csv samples/cdr/asterisk.csv
      """)

  @Option(help: ArgumentHelp("A plan's folder, its plan.yaml, or a bare deck.", valueName: "path"))
  var plan: String

  @Option(help: ArgumentHelp("auto, a format's name (see 'tollbook formats'), or a YAML file of your own.", valueName: "name"))
  var format = "auto"

  @Option(help: ArgumentHelp(
    "Zone of times that carry none, such as America/New_York; the plan's where it is not given.", valueName: "zone"))
  var timeZone: String?

  @Option(help: ArgumentHelp("Threads; as many as there are processors where it is not given.", valueName: "n"))
  var threads: Int?

  @Option(name: [.customShort("o"), .long], help: ArgumentHelp(
    "Where rated usage goes; .zst and .gz names are compressed.", valueName: "file"))
  var output = "-"

  @Option(help: "csv or jsonl.")
  var outputFormat = RatedUsageWriter.Format.csv

  @Option(help: ArgumentHelp(
    "Where rejects go; beside the output where it is not given and the output is a file.", valueName: "file"))
  var rejects: String?

  @Option(help: "Form of the summary on standard error: text or json.")
  var summary = SummaryFormat.text

  @Argument(help: ArgumentHelp("Files of call records, plain, gzip or zstd; '-' is standard input.", valueName: "input"))
  var inputs: [String]

  enum SummaryFormat: String, ExpressibleByArgument, CaseIterable {
    case text, json
  }

  func validate() throws {
    if let threads, !(1...1024).contains(threads) { throw ValidationError("--threads must be from 1 to 1024") }
    try checkZone()
    try checkFormat()
    try checkPaths()
  }

  /// Beside the output where that is a file; a device or a pipe has no place beside it.
  var rejectsPath: String? {
    rejects ?? (output == "-" || FilePlace(output).kind == .other ? nil : output + ".rejects.csv")
  }

  func run() throws {
    let started = ContinuousClock.now
    let terminal = Terminal()
    let control = RatingRun.Control()
    let signals = Interruption.listen { control.cancel() }
    defer { signals.forEach { $0.cancel() } }
    do {
      let run = try start(control, terminal)
      warnOfRepeatedInputs(terminal)
      var failed = false
      let progress = Progress(control, inputs: inputs, terminal: terminal)
      for input in inputs {
        do throws(RatingRun.Failure) {
          try run.rate(input)
        } catch {
          guard case .input = error else { throw error }
          terminal.say("tollbook: \(error)")
          failed = true
        }
      }
      progress.stop()
      if failed, run.summary.files == 0 { throw ExitCode(1) }
      let open = try run.commit()
      try conclude(run, open: open, seconds: started.duration(to: .now), terminal)
      if failed { throw ExitCode(1) }
      if run.summary.rejectedTotal > 0 { throw ExitCode(3) }
    } catch let failure as RatingRun.Failure {
      terminal.fail(failure)
      throw ExitCode(1)
    } catch let error as SystemError {
      if error.isInterruption || error.path == "-" {
        terminal.fail(error.isInterruption ? .cancelled : .output(error))
      } else {
        terminal.say("tollbook: \(error)" + (error.isNotFound ? "; create its folder first" : ""))
      }
      throw ExitCode(1)
    }
  }

  private func start(_ control: RatingRun.Control, _ terminal: Terminal) throws -> RatingRun {
    let threads = threads ?? ProcessInfo.processInfo.activeProcessorCount
    if format == "auto" { DispatchQueue.global().async { _ = Dialect.builtIns } }  // Read while the plan is.
    let rater = try terminal.reportingProblems { () throws(ProblemReport) in
      let loaded = try RatePlanLoader.load(plan, threads: threads)
      terminal.warn(loaded.warnings, plan: plan)
      return UsageRater(loaded.plan)
    }
    var options = RatingRun.Options(threads: threads, format: outputFormat)
    options.zone = timeZone.flatMap { ZoneRules(named: $0) }
    if format != "auto" {
      options.dialect = try terminal.reportingProblems { () throws(ProblemReport) -> Dialect in
        if let dialect = Dialect.builtIn(format) { return dialect }
        return try Dialect.load(path: format)
      }
      options.dialectName = format
    }
    return try RatingRun(
      rater: rater, options: options, output: OutputFile(output), rejects: rejectsPath.map { try OutputFile($0) },
      control: control, warn: { terminal.say("tollbook: \($0)") })
  }

  private func conclude(
    _ run: RatingRun, open: [OpenSession], seconds: Swift.Duration, _ terminal: Terminal
  ) throws {
    var result = run.summary
    result.seconds = Double(seconds.components.seconds) + Double(seconds.components.attoseconds) / 1e18
    let currency = run.currency
    if summary == .json {
      return terminal.write(result.json(currency: currency, openSessions: open.count))
    }
    terminal.write(result.text(currency: currency))
    for path in result.failedFiles { terminal.write("not rated: \(path)") }
    if !open.isEmpty {
      terminal.write("\(open.count) \(open.count == 1 ? "session" : "sessions") began and never stopped:")
      for session in open { terminal.write("  \(session.id)  \(session.user)  \(session.source):\(session.line)") }
    }
    if result.rejectedTotal > 0 {
      if let path = rejectsPath {
        terminal.write("rejects: \(path)")
      } else {
        terminal.write("rejects were not kept; name a file with --rejects")
      }
    }
  }
}

extension RatedUsageWriter.Format: ExpressibleByArgument {}
