import Benchmark
import CDRDecoding
import Rating
import RatingPipeline
import Telecom

private struct EndToEndCase: Sendable {
  var path: String
  var rater: AccountRater
  var rated: Int
  var chargeNanos: Int128
}

/// From a file of Asterisk's to a file of rated usage; the plan is there already.
func registerEndToEnd() {
  for threads in [1, 2] {
    Benchmark(
      "rating/asterisk/\(Scale.name(Scale.largeDeck))-prefixes/\(threads)-\(threads == 1 ? "thread" : "threads")"
    ) { benchmark, input in
      let summary = benchmark.measure(records: Scale.calls) { rate(input, threads: threads) }
      require("the number of records read", summary.read, equals: Scale.calls)
      require("the number of rated calls", summary.rated, equals: input.rated)
      require("the total", summary.charges[input.rater.plan.currency] ?? 0, equals: input.chargeNanos)
      require("whether the counts add up", summary.addsUp, equals: true)
    } setup: {
      endToEndCase()
    }
  }
}

private func rate(_ input: EndToEndCase, threads: Int) -> RunSummary {
  do {
    let run = RatingRun(
      rater: input.rater, options: RatingRun.Options(threads: threads),
      backOffice: try FileOffice(OutputFile(Fixtures.folder + "/rated.csv"), rejects: nil, format: .csv),
      control: RatingRun.Control(), warn: { _ in })
    try run.rate(input.path)
    _ = try run.finish()
    return run.summary
  } catch {
    fatalError("\(error)")
  }
}

private func endToEndCase() -> EndToEndCase {
  let plan = Fixtures.plan(Scale.largeDeck)
  guard let dialect = Dialect.builtIn("asterisk") else { fatalError("no dialect asterisk") }
  let path = Fixtures.file("asterisk", plan: plan)
  let bytes = Fixtures.bytes(path)
  let rater = UsageRater(plan)
  let (rated, total) = Fixtures.total(of: Fixtures.batches(bytes, Fixtures.decoder(dialect, bytes)), by: rater)
  return EndToEndCase(path: path, rater: AccountRater([rater]), rated: rated, chargeNanos: total)
}
