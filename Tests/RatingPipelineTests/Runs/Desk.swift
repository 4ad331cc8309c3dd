import Bytes
import CDRDecoding
import Foundation
import RatePlans
import Rating
import RatingPipeline
import Telecom

/// A folder with a plan and inputs, gone with the last reference to it.
final class Desk {
  let path: String
  private(set) var rater: AccountRater

  /// - Parameter deck: rows of the canonical form, without their header.
  init(deck: String = Desk.deck) throws {
    path = NSTemporaryDirectory() + "rating-" + UUID().uuidString
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    rater = AccountRater([UsageRater(RatePlan(name: "none"))])
    try load(deck)
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }

  static let header = "prefix,destination,connect_fee,rate_per_minute,first_interval_s,next_interval_s,effective_from,blocked\n"

  /// By hand: 44 costs 0.06 a begun minute, 4420 0.01 and 0.0005 a second, 1 0.0012 each six seconds; 4490 is blocked.
  static let deck = #"""
    44,United Kingdom,0,0.06,60,60,1970-01-01,
    4420,"London, ""Greater""",0.01,0.03,1,1,1970-01-01,
    4490,Premium,0,1,60,60,1970-01-01,yes
    1,United States,0,0.012,6,6,1970-01-01,
    999,Costly,0,9000000000,60,60,1970-01-01,

    """#

  func load(_ deck: String) throws {
    let plan = try RatePlanLoader.load(file("deck.csv", Array((Self.header + deck).utf8))).plan
    rater = AccountRater([UsageRater(plan)])
  }

  /// Loads a directory for the plan at hand.
  func load(subscribers: String) throws {
    let directory = try SubscriberFile.load(file("subscribers.csv", Array(subscribers.utf8)), plans: [rater.plan]).directory
    rater = AccountRater(rater.raters, directory: directory)
  }

  func file(_ name: String, _ bytes: [UInt8]) throws -> String {
    let path = self.path + "/" + name
    try RawFile.writing(path).write(bytes)
    return path
  }

  func contents(_ name: String) throws -> [UInt8] { try RawFile.reading(path + "/" + name).contents() }

  struct Result: Equatable {
    var rated: [UInt8]
    var rejects: [UInt8]
    var summary: RunSummary
    /// Of inputs that failed.
    var failures: [String] = []

    static func == (left: Result, right: Result) -> Bool { left.rated == right.rated && left.rejects == right.rejects }
  }

  /// Rates inputs as `tollbook rate` does.
  /// - Parameter chunk: bytes a chunk has; little ones put record ends at every place.
  func rate(
    _ inputs: [String], threads: Int = 1, chunk: Int = 1 << 19, format: String? = nil, zone: String? = nil,
    output: RatedUsageWriter.Format = .csv, name: String = "rated.csv"
  ) throws -> Result {
    var options = RatingRun.Options(threads: threads)
    options.chunkSize = chunk
    options.zone = zone.flatMap { ZoneRules(named: $0) }
    options.dialect = format.flatMap { Dialect.builtIn($0) }
    options.dialectName = format
    let office = try FileOffice(
      OutputFile(path + "/" + name), rejects: OutputFile(path + "/rejects.csv"), format: output)
    let run = RatingRun(
      rater: rater, options: options, backOffice: office, control: RatingRun.Control(), warn: { _ in })
    var failures: [String] = []
    for input in inputs {
      do throws(RatingRun.Failure) {
        try run.rate(input)
      } catch {
        failures.append("\(error)")
      }
    }
    _ = try run.finish()
    return Result(
      rated: try contents(name), rejects: try contents("rejects.csv"), summary: run.summary, failures: failures)
  }

  /// Rates one input from memory.
  func rate(_ bytes: [UInt8], threads: Int = 1, chunk: Int = 1 << 19, format: String? = nil) throws -> Result {
    try rate([file("input", bytes)], threads: threads, chunk: chunk, format: format)
  }
}

extension [String: [UInt8]] {
  func text(_ column: String) -> String { String(decoding: self[column] ?? [], as: UTF8.self) }
}
