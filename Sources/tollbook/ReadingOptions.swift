import ArgumentParser
import Bytes
import CDRDecoding
import Foundation
import RatingPipeline
import Telecom

/// How inputs are read, and what is said of them at the end.
struct ReadingOptions: ParsableArguments {
  @Option(help: ArgumentHelp("auto, a format's name (see 'tollbook formats'), or a YAML file of your own.", valueName: "name"))
  var format = "auto"

  @Option(help: ArgumentHelp(
    "Zone of times that carry none, such as America/New_York; the plan's where it is not given.", valueName: "zone"))
  var timeZone: String?

  @Option(help: ArgumentHelp("Threads; as many as there are processors where it is not given.", valueName: "n"))
  var threads: Int?

  @Option(help: "Form of the summary on standard error: text or json.")
  var summary = SummaryFormat.text

  enum SummaryFormat: String, ExpressibleByArgument, CaseIterable {
    case text, json
  }

  var threadCount: Int { threads ?? ProcessInfo.processInfo.activeProcessorCount }

  func validate() throws {
    if let threads, !(1...1024).contains(threads) { throw ValidationError("--threads must be from 1 to 1024") }
    try checkZone()
    try checkFormat()
  }

  private func checkZone() throws {
    guard let timeZone, ZoneRules(named: timeZone) == nil else { return }
    let nearest = Spelling.nearest(to: timeZone, among: TimeZone.knownTimeZoneIdentifiers)
    let remedy = nearest.map { "did you mean \($0)?" } ?? "name one as Europe/Berlin, UTC or +02:00"
    throw ValidationError("there is no time zone '\(timeZone)'; \(remedy)")
  }

  private func checkFormat() throws {
    guard format != "auto", Dialect.builtIn(format) == nil, FilePlace(format).kind == .missing else { return }
    let hint = Spelling.hint(for: format, among: ["auto"] + Dialect.builtIns.map(\.name))
    throw ValidationError("there is neither a format nor a file '\(format)'; \(hint)")
  }

  /// Begins to read what recognising needs, beside whatever is loaded meanwhile.
  func prepare() {
    if format == "auto" { DispatchQueue.global().async { _ = Dialect.builtIns } }
  }

  func options() throws(ProblemReport) -> RatingRun.Options {
    var options = RatingRun.Options(threads: threadCount)
    options.zone = timeZone.flatMap { ZoneRules(named: $0) }
    if format != "auto" {
      if let dialect = Dialect.builtIn(format) { options.dialect = dialect } else { options.dialect = try Dialect.load(path: format) }
      options.dialectName = format
    }
    return options
  }
}

extension Terminal {
  func write(
    _ summary: RunSummary, as format: ReadingOptions.SummaryFormat, currencies: [Currency], open: [OpenSession]
  ) {
    if format == .json { return write(summary.json(currencies: currencies, openSessions: open.count)) }
    write(summary.text(currencies: currencies))
    for path in summary.failedFiles { write("not rated: \(path)") }
    for path in summary.committedBefore { write("committed before: \(path)") }
    if !open.isEmpty {
      write("\(open.count) \(open.count == 1 ? "session" : "sessions") began and never stopped:")
      for session in open { write("  \(session.id)  \(session.user)  \(session.source):\(session.line)") }
    }
  }
}
