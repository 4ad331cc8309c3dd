import Rating
import TestSupport
import Testing

@Suite struct `A table of counters` {
  /// Sets, keeps and takes back at random, beside a dictionary that is copied instead.
  @Test(arguments: 0..<20 as Range<UInt64>) func `goes back to what was kept`(seed: UInt64) {
    var random = Seeded(seed)
    var table = CounterTable<LimitCounter>()
    var (model, kept) = ([CounterKey: LimitCounter](), [CounterKey: LimitCounter]())
    for _ in 0..<500 {
      switch UInt64.random(in: 0..<20, using: &random) {
      case 0:
        table.keep()
        kept = model
      case 1:
        table.takeBack()
        model = kept
      default:
        let pool = PoolKey(plan: 0, promise: 0, owner: Int32.random(in: 0..<10, using: &random))
        var counter = LimitCounter()
        counter.value = Int64.random(in: 0..<3, using: &random)
        let key = CounterKey(pool, cycle: Int32.random(in: 0..<3, using: &random))
        table.set(key, to: counter)
        model[key] = counter
      }
      #expect(Dictionary(uniqueKeysWithValues: table.map { ($0.key, $0.value) }) == model)
      let changes = Dictionary(uniqueKeysWithValues: table.changes.map { ($0.key, $0.value) })
      for (key, counter) in model where kept[key] != counter { #expect(changes[key] == counter) }
      for (key, counter) in changes { #expect(model[key] == counter) }
    }
  }
}
