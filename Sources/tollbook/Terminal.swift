import ArgumentParser
import BillingStore
import Bytes
import RatingPipeline
import Telecom

/// Standard error: messages, warnings, the summary.
struct Terminal: Sendable {
  /// Somebody looks at it.
  let isWatched = RawFile.standardError.isTerminal
  /// Warnings a file may have before the rest is only counted.
  private static let shownWarnings = 10

  /// Writes a line. A closed standard error is nobody's failure.
  func write(_ line: String) { try? RawFile.standardError.write(Array((line + "\n").utf8)) }

  /// Writes a line over the progress line.
  func say(_ line: String) { write(isWatched ? "\r\u{1B}[K" + line : line) }

  /// A line that the next one replaces.
  func show(_ line: String) { try? RawFile.standardError.write(Array(("\r\u{1B}[K" + line).utf8)) }

  /// - Parameter whole: where all of them can be had, if anywhere.
  func warn(_ warnings: [Problem], whole: String?) {
    for warning in warnings.prefix(Self.shownWarnings) { say("\(warning)") }
    if warnings.count > Self.shownWarnings {
      say("and \(warnings.count - Self.shownWarnings) more" + (whole.map { "; " + $0 } ?? ""))
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

  /// Of decks, all problems of which 'tollbook plan check' lists.
  func reportingDecks<R>(_ body: () throws(ProblemReport) -> R) throws -> R {
    do throws(ProblemReport) {
      return try body()
    } catch {
      say(error.brief(whole: "'tollbook plan check --format csv' lists all"))
      throw ExitCode(1)
    }
  }

  /// Runs the work of a command on the book; says why it failed, where it does.
  func reporting<R>(_ body: () throws -> R) throws -> R {
    do {
      return try body()
    } catch let report as ProblemReport {
      say("\(report)")
    } catch let error as BookError {
      say("tollbook: \(error)")
    } catch let error as SystemError {
      say("tollbook: \(error)")
    }
    throw ExitCode(1)
  }

  /// Says why the run failed; nothing where a closed pipe says it.
  /// - Parameter kept: what there is of it nevertheless.
  func fail(_ failure: RatingRun.Failure, _ kept: String) {
    switch failure {
    case .backOffice(.system(let error)) where error.isClosedPipe: break
    case .backOffice(.system(let error)) where error.path == "-": say("tollbook: standard output: \(error.reason)")
    case .backOffice(let error): say("tollbook: \(error); \(kept)")
    case .cancelled: say("tollbook: interrupted; \(kept)")
    default: say("tollbook: \(failure)")
    }
  }
}
