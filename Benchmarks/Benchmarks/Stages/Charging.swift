import Benchmark
import CDRDecoding
import RatePlans
import Rating
import Telecom

private struct ChargingCase: Sendable {
  var batch: UsageBatch
  var rater: UsageRater
  var rated: Int
  /// The sum of all charges, each computed the general way.
  var chargeNanos: Int128
}

func registerCharging() {
  for size in [Scale.smallDeck, Scale.largeDeck] {
    Benchmark("charge/plain/\(Scale.name(size))-prefixes") { benchmark, input in
      var result = RatedBatch()
      benchmark.measure(records: input.batch.records.count) { input.rater.rate(input.batch, into: &result) }
      require("the number of rated calls", result.rated.count, equals: input.rated)
      require("the total", result.chargeNanos, equals: input.chargeNanos)
    } setup: {
      chargingCase(size)
    }
  }
}

private func chargingCase(_ size: Int) -> ChargingCase {
  let plan = Fixtures.plan(size)
  guard let dialect = Dialect.builtIn("asterisk") else { fatalError("no dialect asterisk") }
  let bytes = Fixtures.bytes(Fixtures.file("asterisk", plan: plan))
  let batch = Fixtures.batch(bytes, Fixtures.decoder(dialect, bytes))
  var input = ChargingCase(batch: batch, rater: UsageRater(plan), rated: 0, chargeNanos: 0)
  for (index, record) in batch.records.enumerated() {
    guard case .rated(let usage) = input.rater.rate(record, of: batch, index: index) else { continue }
    input.rated += 1
    input.chargeNanos += Int128(usage.chargeNanos)
  }
  require("the number of calls without a price", batch.records.count - input.rated, equals: 0)
  return input
}
