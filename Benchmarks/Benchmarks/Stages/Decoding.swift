import Benchmark
import CDRDecoding
import RatePlans
import RatingPipeline
import Telecom

/// A file and what must be found in it.
private struct DecodingCase: Sendable {
  var chunks: [[UInt8]]
  var decoder: RecordDecoder
  var dialect: Dialect
  var answered: Int
}

func registerDecoding() {
  for format in Simulation.formats {
    Benchmark("decode/\(format)/\(Scale.name(Scale.calls))-calls") { benchmark, input in
      var batch = UsageBatch()
      var scratch = DecodeScratch()
      var joiner = RecordJoiner(for: input.dialect)
      var answered = 0
      var rejects = 0
      benchmark.measure(records: Scale.calls) {
        for (index, chunk) in input.chunks.enumerated() {
          batch.removeAllRecords()
          batch.text.removeAll(keepingCapacity: true)
          batch.text.append(contentsOf: chunk)
          batch.inputCount = chunk.count
          input.decoder.decode(&batch, scratch: &scratch, atStart: index == 0)
          if input.decoder.joins { joiner.join(&batch, source: format, firstLine: 1, byteOffset: 0) }
          answered += batch.records.count
          rejects += batch.rejects.count
        }
      }
      require("the number of answered calls", answered, equals: input.answered)
      require("the number of rejects", rejects, equals: 0)
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
  let answered = Fixtures.batches(truth, Fixtures.decoder(own, truth)).reduce(0) { $0 + $1.records.count }
  let decoder = Fixtures.decoder(dialect, bytes)
  return DecodingCase(
    chunks: Fixtures.chunks(bytes, decoder.framing), decoder: decoder, dialect: dialect, answered: answered)
}

private var northAmerican: RatePlan {
  var plan = RatePlan(name: "north-american")
  let rows = (201..<990).compactMap { PhoneNumber("1\($0)") }.map { (prefix: DeckPrefix($0), row: RateRow()) }
  plan.tariffs = [Tariff(measure: .seconds, rows: rows, text: [], jurisdictions: [], files: ["benchmark.csv"])]
  return plan
}
