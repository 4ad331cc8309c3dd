import ArgumentParser
import BillingStore
import Rating
import RatingPipeline
import Telecom

struct MarginCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "margin",
    abstract: "Shows what was earned on rated calls, and what was sold below cost.",
    discussion: """
      Reads CSV files of rated usage with their levels, as 'tollbook rate' writes them with --suppliers. Revenue is what \
      the operator gets for a call: the topmost reseller's price, or the customer's own; cost is the carrier's. A call \
      without a cost, or with one in another currency, is counted in calls_without_cost, and its margin is not known. \
      All levels have to be there: rate without --tiers; of a book, 'tollbook usage export --by-record' has them.

      Example: tollbook margin --by supplier,destination rated.csv
      """)

  @Option(help: ArgumentHelp("What calls are grouped by: of destination, account, supplier and day.", valueName: "list"))
  var by = "destination,account,supplier,day"

  @Flag(help: "Lists each call that was sold below its cost, instead of sums.")
  var belowCost = false

  @OptionGroup var listing: ListingOptions

  @Argument(help: ArgumentHelp("Files of rated usage as CSV, plain, gzip or zstd; '-' is standard input.", valueName: "input"))
  var inputs: [String]

  func validate() throws {
    let words = MarginReport.Dimension.allCases.map(\.rawValue)
    for word in self.words where !words.contains(word) {
      throw ValidationError("--by: calls are not grouped by '\(word)'; \(Spelling.hint(for: word, among: words))")
    }
    if self.words.isEmpty { throw ValidationError("--by names nothing; write destination,supplier") }
    if Set(self.words).count < self.words.count { throw ValidationError("--by names something twice") }
  }

  private var words: [String] {
    by.split(separator: ",").map { $0.filter { !$0.isWhitespace } }.filter { !$0.isEmpty }
  }

  func run() throws {
    var report = MarginReport(by: words.compactMap(MarginReport.Dimension.init), keepsLosses: belowCost)
    do throws(RatedUsageReader.Failure) {
      for input in inputs { try report.add(input) }
    } catch {
      Terminal().say("tollbook: \(error)")
      throw ExitCode(1)
    }
    try listing.write(belowCost ? losses(report) : sums(report))
  }

  private func sums(_ report: MarginReport) -> Listing {
    var listing = Listing(
      words + ["calls", "minutes", "currency", "revenue", "cost", "margin", "margin_percent", "calls_without_cost"])
    for line in report.lines {
      let isKnown = line.callsWithoutCost == 0
      listing.rows.append(
        line.group.map { .text($0) } + [
          .integer(Int64(line.calls)), .decimal(minutes(line.billedSeconds)), .text(line.currency),
          .decimal(Decimal9.text(line.revenueNanos)), .decimal(Decimal9.text(line.costNanos)),
          isKnown ? .decimal(Decimal9.text(line.marginNanos)) : .none, isKnown ? percent(line) : .none,
          .integer(Int64(line.callsWithoutCost)),
        ])
    }
    return listing
  }

  /// Minutes and hundredths, rounded half up.
  private func minutes(_ seconds: Int128) -> String { Decimal9.text((seconds * 100 + 30) / 60 * 10_000_000) }

  /// Of the revenue, in hundredths of a percent, rounded to the nearest, halves away from zero.
  private func percent(_ line: MarginReport.Line) -> Listing.Cell {
    guard line.revenueNanos > 0 else { return .none }
    let (quotient, remainder) = (line.marginNanos.magnitude * 10_000).quotientAndRemainder(
      dividingBy: line.revenueNanos.magnitude)
    let hundredths = Int128(quotient + (remainder * 2 >= line.revenueNanos.magnitude ? 1 : 0))
    return .decimal(Decimal9.text((line.marginNanos < 0 ? -hundredths : hundredths) * 10_000_000))
  }

  private func losses(_ report: MarginReport) -> Listing {
    var listing = Listing([
      "record_id", "source", "line", "start", "account", "called", "destination", "supplier", "currency", "revenue", "cost",
      "margin",
    ])
    for loss in report.losses {
      listing.rows.append(
        [loss.recordID, loss.source, loss.line, loss.start, loss.account, loss.called, loss.destination, loss.supplier, loss.currency]
          .map { .text($0) } + [
            .decimal(Decimal9.text(loss.revenueNanos)), .decimal(Decimal9.text(loss.costNanos)),
            .decimal(Decimal9.text(loss.revenueNanos - loss.costNanos)),
          ])
    }
    return listing
  }
}
