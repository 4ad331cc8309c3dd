import ArgumentParser
import Bytes
import RatingPipeline
import Telecom

/// Standard error: messages, warnings, the summary.
struct Terminal: Sendable {
  /// Somebody looks at it.
  let isWatched = RawFile.standardError.isTerminal
  /// Warnings a plan may have before the rest is only counted.
  private static let shownWarnings = 10

  /// Writes a line. A closed standard error is nobody's failure.
  func write(_ line: String) { try? RawFile.standardError.write(Array((line + "\n").utf8)) }

  /// Writes a line over the progress line.
  func say(_ line: String) { write(isWatched ? "\r\u{1B}[K" + line : line) }

  /// A line that the next one replaces.
  func show(_ line: String) { try? RawFile.standardError.write(Array(("\r\u{1B}[K" + line).utf8)) }

  func warn(_ warnings: [Problem], plan: String) {
    for warning in warnings.prefix(Self.shownWarnings) { say("\(warning)") }
    if warnings.count > Self.shownWarnings {
      say("and \(warnings.count - Self.shownWarnings) more; 'tollbook plan check \(plan)' shows all")
    }
  }

  func reportingProblems<R>(_ body: () throws(ProblemReport) -> R) throws -> R {
    do throws(ProblemReport) {
      return try body()
    } catch {
      say("\(error)")
      throw ExitCode(1)
    }
  }

  /// Says why the run failed; nothing where a closed pipe says it.
  func fail(_ failure: RatingRun.Failure) {
    switch failure {
    case .output(let error) where error.isClosedPipe: break
    case .output(let error) where error.path == "-": say("tollbook: standard output: \(error.reason)")
    case .output(let error): say("tollbook: \(error); no output was written under its name")
    case .cancelled: say("tollbook: interrupted; no output was written under its name")
    default: say("tollbook: \(failure)")
    }
  }
}
