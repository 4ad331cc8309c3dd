internal import Bytes

/// Counters by their key, as a value that knows what changed in it since it was last kept.
package struct CounterTable<Counter: Sendable & Hashable>: Sendable, Sequence {
  private var places = CounterIndex()
  private var keys: [CounterKey] = []
  private var counters: [Counter] = []
  /// Counters that were there when the table was kept, as they were then, of those that changed since.
  private var kept: [(place: Int32, counter: Counter)] = []
  /// By place, whether it stands among those.
  private var isChanged: [Bool] = []
  /// Places of counters that were there when the table was kept.
  private var keptCount = 0

  package init() {}

  package var count: Int { counters.count }

  package mutating func reserveCapacity(_ count: Int) {
    places.reserveCapacity(count)
    keys.reserveCapacity(count)
    counters.reserveCapacity(count)
    isChanged.reserveCapacity(count)
  }

  /// Where a counter stands; -1 for one that is not there.
  func place(of key: CounterKey) -> Int { places.place(of: key) }

  /// Brings near where a counter's place is found, and the counter itself.
  func prefetch(_ key: CounterKey) { places.prefetch(key) }
  func prefetch(place: Int) { counters.prefetch(place) }

  subscript(place place: Int) -> Counter {
    _read { yield counters[place] }
  }

  package subscript(key: CounterKey) -> Counter? {
    let place = place(of: key)
    return place < 0 ? nil : counters[place]
  }

  /// - Returns: its place.
  @discardableResult
  package mutating func set(_ key: CounterKey, to counter: Counter) -> Int {
    let place = place(of: key)
    guard place < 0 else {
      change(at: place) { $0 = counter }
      return place
    }
    places.insert(key, at: keys.count)
    keys.append(key)
    counters.append(counter)
    isChanged.append(false)
    return keys.count - 1
  }

  mutating func change<Result>(at place: Int, _ body: (inout Counter) -> Result) -> Result {
    if place < keptCount, !isChanged[place] {
      isChanged[place] = true
      kept.append((Int32(place), counters[place]))
    }
    return body(&counters[place])
  }

  package func makeIterator() -> some IteratorProtocol<(key: CounterKey, value: Counter)> {
    zip(keys, counters).lazy.map { (key: $0, value: $1) }.makeIterator()
  }

  // MARK: Keeping

  /// From here on changes are counted anew.
  package mutating func keep() {
    for change in kept { isChanged[Int(change.place)] = false }
    kept.removeAll(keepingCapacity: true)
    keptCount = counters.count
  }

  /// Takes back what changed since the table was kept.
  package mutating func takeBack() {
    for change in kept {
      counters[Int(change.place)] = change.counter
      isChanged[Int(change.place)] = false
    }
    kept.removeAll(keepingCapacity: true)
    guard keptCount < counters.count else { return }
    keys.removeSubrange(keptCount...)
    places = CounterIndex()
    places.reserveCapacity(keptCount)
    for (place, key) in keys.enumerated() { places.insert(key, at: place) }
    counters.removeSubrange(keptCount...)
    isChanged.removeSubrange(keptCount...)
  }

  /// What came or changed since the table was kept, in the order in which it came to be there.
  package var changes: [(key: CounterKey, value: Counter)] {
    let old = kept.map { Int($0.place) }.sorted()
    return (old + Array(keptCount..<counters.count)).map { (keys[$0], counters[$0]) }
  }
}

extension CounterTable: Equatable {
  /// Whether both have the same counters, in whatever order they came.
  package static func == (left: CounterTable, right: CounterTable) -> Bool {
    left.count == right.count && left.allSatisfy { right[$0.key] == $0.value }
  }
}
