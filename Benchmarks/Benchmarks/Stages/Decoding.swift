import Benchmark
import CDRDecoding
import RatePlans
import RatingPipeline
import Telecom

/// A file and what must be found in it.
private struct DecodingCase: Sendable {
  var bytes: [UInt8]
  var decoder: RecordDecoder
  var dialect: Dialect
  var answered: Int
}

func registerDecoding() {
  for format in Simulation.formats {
    Benchmark("decode/\(format)/\(Scale.name(Scale.calls))-calls") { benchmark, input in
      var batch = UsageBatch()
      batch.text = input.bytes
      batch.inputCount = input.bytes.count
      var scratch = DecodeScratch()
      var joiner = RecordJoiner(for: input.dialect)
      benchmark.measure(records: Scale.calls) {
        input.decoder.decode(&batch, scratch: &scratch, atStart: true)
        if input.decoder.joins { joiner.join(&batch, source: format, firstLine: 1, byteOffset: 0) }
      }
      require("the number of answered calls", batch.records.count, equals: input.answered)
      require("the number of rejects", batch.rejects.count, equals: 0)
    } setup: {
      decodingCase(format)
    }
  }
}

private func decodingCase(_ format: String) -> DecodingCase {
  guard let dialect = Dialect.builtIn(format), let own = Dialect.builtIn("csv") else { fatalError("no dialect \(format)") }
  // Numbers of North America go into every format.
  let plan = northAmerican
  let bytes = Fixtures.bytes(Fixtures.file(format, plan: plan))
  let truth = Fixtures.bytes(Fixtures.file("csv", plan: plan))
  let answered = Fixtures.batch(truth, Fixtures.decoder(own, truth)).records.count
  return DecodingCase(bytes: bytes, decoder: Fixtures.decoder(dialect, bytes), dialect: dialect, answered: answered)
}

private var northAmerican: RatePlan {
  var plan = RatePlan(name: "north-american")
  let rows = (201..<990).compactMap { PhoneNumber("1\($0)") }.map { (prefix: DeckPrefix($0), row: RateRow()) }
  plan.tariffs = [Tariff(measure: .seconds, rows: rows, text: [], jurisdictions: [], files: ["benchmark.csv"])]
  return plan
}
