import Benchmark
import CDRDecoding
import RatePlans
import Rating
import Telecom

private struct ChargingCase: Sendable {
  var batches: [UsageBatch]
  var rater: UsageRater
  var rated: Int
  /// The sum of all charges, each computed the general way.
  var chargeNanos: Int128
}

func registerCharging() {
  for size in [Scale.smallDeck, Scale.largeDeck] {
    Benchmark("charge/plain/\(Scale.name(size))-prefixes") { benchmark, input in
      var result = RatedBatch()
      var rated = 0
      var total: Int128 = 0
      benchmark.measure(records: input.rated) {
        for batch in input.batches {
          result.removeAll()
          input.rater.rate(batch, into: &result)
          rated += result.rated.count
          total += result.chargeNanos
        }
      }
      require("the number of rated calls", rated, equals: input.rated)
      require("the total", total, equals: input.chargeNanos)
    } setup: {
      chargingCase(size)
    }
  }
}

private func chargingCase(_ size: Int) -> ChargingCase {
  let plan = Fixtures.plan(size)
  guard let dialect = Dialect.builtIn("asterisk") else { fatalError("no dialect asterisk") }
  let bytes = Fixtures.bytes(Fixtures.file("asterisk", plan: plan))
  let batches = Fixtures.batches(bytes, Fixtures.decoder(dialect, bytes))
  let rater = UsageRater(plan)
  let (rated, total) = Fixtures.total(of: batches, by: rater)
  return ChargingCase(batches: batches, rater: rater, rated: rated, chargeNanos: total)
}
