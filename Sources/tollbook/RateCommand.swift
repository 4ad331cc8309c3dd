import ArgumentParser
import BillingStore
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

  @OptionGroup var rates: RaterOptions

  @OptionGroup var reading: ReadingOptions

  @Option(name: [.customShort("o"), .long], help: ArgumentHelp(
    "Where rated usage goes; .zst and .gz names are compressed. Standard output where it is not given.", valueName: "file"))
  var output: String?

  @Option(help: "csv or jsonl.")
  var outputFormat = RatedUsageWriter.Format.csv

  @Option(help: ArgumentHelp(
    "Where rejects go; beside the output where it is not given and the output is a file.", valueName: "file"))
  var rejects: String?

  @Option(help: ArgumentHelp(
    "A command that takes rated usage and rejects instead of files: JSON lines on its standard input, answers on its "
      + "standard output; each input is committed by itself.", valueName: "command"))
  var exec: String?

  @Option(help: ArgumentHelp("How long the command may take for an answer, or not read.", valueName: "seconds"))
  var execTimeout = 60

  @Option(help: ArgumentHelp(
    "Keeps what customers drew on what their plans promise, from run to run; made where it is not there. Needs "
      + "--subscribers.", valueName: "state-file"))
  var allowances: String?

  @Option(help: ArgumentHelp(
    "Where limits of plans that are reached are told of, a JSON object a line; on standard error where it is not given.",
    valueName: "file"))
  var limitEvents: String?

  @Argument(help: ArgumentHelp("Files of call records, plain, gzip or zstd; '-' is standard input.", valueName: "input"))
  var inputs: [String]

  func validate() throws {
    if rates.plan.isEmpty { throw ValidationError("Missing expected argument '--plan <path> ...'") }
    try checkPaths()
    if exec != nil, output != nil || rejects != nil {
      throw ValidationError("--exec takes the place of -o and --rejects: its command gets the rejects too")
    }
    if allowances != nil, exec != nil {
      throw ValidationError("--allowances goes with files, not with --exec: state and output have to be there together")
    }
    if allowances != nil, rates.subscribers == nil {
      throw ValidationError("--allowances needs --subscribers, who say whose usage it is")
    }
    if limitEvents != nil, allowances == nil { throw ValidationError("--limit-events needs --allowances") }
    if !(1...86_400).contains(execTimeout) { throw ValidationError("--exec-timeout must be from 1 to 86400") }
  }

  var outputPath: String { output ?? "-" }

  /// Beside the output where that is a file; a device or a pipe has no place beside it.
  var rejectsPath: String? {
    rejects ?? (outputPath == "-" || FilePlace(outputPath).kind == .other ? nil : outputPath + ".rejects.csv")
  }

  func run() throws {
    let started = ContinuousClock.now
    let terminal = Terminal()
    let control = RatingRun.Control()
    let signals = Interruption.listen { control.cancel() }
    defer { signals.forEach { $0.cancel() } }
    var begun: RatingRun?
    do {
      let run = try start(control, terminal)
      begun = run
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
      let open = try run.finish()
      try conclude(run, open: open, seconds: started.duration(to: .now), terminal)
      tellOfLimits(run.office, terminal)
      if failed { throw ExitCode(1) }
      if run.summary.rejectedTotal > 0 { throw ExitCode(3) }
    } catch let failure as RatingRun.Failure {
      terminal.fail(failure, kept(begun))
      throw ExitCode(1)
    } catch let error as BackOfficeError {
      terminal.fail(.backOffice(error), kept(begun))
      throw ExitCode(1)
    } catch let error as SystemError {
      if error.isInterruption || error.path == "-" {
        terminal.fail(error.isInterruption ? .cancelled : .backOffice(.system(error)), kept(begun))
      } else {
        terminal.say("tollbook: \(error)" + (error.isNotFound ? "; create its folder first" : ""))
      }
      throw ExitCode(1)
    }
  }

  /// What there is of a run that did not come to its end.
  private func kept(_ run: RatingRun?) -> String {
    guard exec != nil else { return "no output was written under its name" }
    return "\(run?.summary.files ?? 0) of \(inputs.count) inputs are known to be committed"
  }

  private static let shownNotices = 10

  /// Limits of plans that usage of the run reached.
  private func tellOfLimits(_ office: (any BackOffice)?, _ terminal: Terminal) {
    guard limitEvents == nil, let notices = (office as? AllowanceOffice)?.notices else { return }
    for notice in notices.prefix(Self.shownNotices) { terminal.say("tollbook: \(notice.text)") }
    if notices.count > Self.shownNotices {
      terminal.say("and \(notices.count - Self.shownNotices) more limits; --limit-events writes all to a file")
    }
  }

  private func start(_ control: RatingRun.Control, _ terminal: Terminal) throws -> RatingRun {
    reading.prepare()
    let rater = try terminal.reportingProblems { () throws(ProblemReport) in
      try rates.load(threads: reading.threadCount, keepsPromises: allowances != nil, terminal)
    }
    let options = try terminal.reportingProblems { () throws(ProblemReport) in try reading.options() }
    guard let allowances, rater.keepsPromises, let owners = rater.owners else {
      return RatingRun(
        rater: rater, options: options, backOffice: try backOffice(), control: control,
        warn: { terminal.say("tollbook: \($0)") })
    }
    let files = try fileOffice(isDurable: true)
    let (state, ledger) = try terminal.reporting {
      let state = try AllowanceFile(
        allowances, plans: rater.raters.map(\.plan), accounts: owners.accounts, services: owners.services)
      return (state, PromiseLedger(try state.load()))
    }
    let office = AllowanceOffice(
      files, outputs: [outputPath, rejectsPath].compactMap(\.self), state, ledger, events: try limitEvents.map { try OutputFile($0) })
    return RatingRun(
      rater: rater, options: options, backOffice: office, promises: ledger, control: control,
      warn: { terminal.say("tollbook: \($0)") })
  }

  private func backOffice() throws -> any BackOffice {
    if let exec { return try ProgramOffice(exec, patience: execTimeout) }
    return try fileOffice()
  }

  private func fileOffice(isDurable: Bool = false) throws -> FileOffice {
    try FileOffice(
      OutputFile(outputPath), rejects: rejectsPath.map { try OutputFile($0) }, format: outputFormat, isDurable: isDurable)
  }

  private func conclude(
    _ run: RatingRun, open: [OpenSession], seconds: Swift.Duration, _ terminal: Terminal
  ) throws {
    var result = run.summary
    result.seconds = Double(seconds.components.seconds) + Double(seconds.components.attoseconds) / 1e18
    terminal.write(result, as: reading.summary, currencies: run.currencies, open: open)
    if reading.summary == .text, result.rejectedTotal > 0 {
      if exec != nil {
        terminal.write("rejects went to the command as well")
      } else if let path = rejectsPath {
        terminal.write("rejects: \(path)")
      } else {
        terminal.write("rejects were not kept; name a file with --rejects")
      }
    }
  }
}

extension RatedUsageWriter.Format: ExpressibleByArgument {}
