import Benchmark
import Bytes

func registerTokenising() {
  Benchmark("tokenise/asterisk/\(Scale.name(Scale.calls))-records") { benchmark, bytes in
    var index = FieldIndex()
    benchmark.measure(records: Scale.calls) {
      index.scan(bytes, count: bytes.count, as: FieldIndex.Layout(delimiter: UInt8(ascii: ",")))
    }
    require("the number of records", index.entries.count, equals: Scale.calls)
    require("the number of fields", index.entries.reduce(0) { $0 + Int($1.fieldCount) }, equals: 18 * Scale.calls)
  } setup: {
    Fixtures.bytes(Fixtures.file("asterisk", plan: Fixtures.plan(Scale.smallDeck)))
  }
}
