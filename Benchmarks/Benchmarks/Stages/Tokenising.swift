import Benchmark
import Bytes

func registerTokenising() {
  Benchmark("tokenise/asterisk/\(Scale.name(Scale.calls))-records") { benchmark, chunks in
    var index = FieldIndex()
    var records = 0
    var fields = 0
    benchmark.measure(records: Scale.calls) {
      for chunk in chunks {
        index.scan(chunk, count: chunk.count, as: FieldIndex.Layout(delimiter: UInt8(ascii: ",")))
        records += index.entries.count
        fields += index.entries.last.map { Int($0.firstField + $0.fieldCount) } ?? 0
      }
    }
    require("the number of records", records, equals: Scale.calls)
    require("the number of fields", fields, equals: 18 * Scale.calls)
  } setup: {
    Fixtures.chunks(Fixtures.bytes(Fixtures.file("asterisk", plan: Fixtures.plan(Scale.smallDeck))), .line(end: 10))
  }
}
