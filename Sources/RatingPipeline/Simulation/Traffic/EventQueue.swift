/// Beginnings and ends of calls that have still to be written, the earliest first: a binary heap.
struct EventQueue {
  struct Event {
    /// Since 1970 UTC, in milliseconds.
    var moment: Int64
    var isOpening: Bool
    var call: SimulatedCall

    /// Events of one moment stand in the order of their calls, the opening of a call before its end.
    func isBefore(_ other: Event) -> Bool {
      if moment != other.moment { return moment < other.moment }
      if call.index != other.call.index { return call.index < other.call.index }
      return isOpening && !other.isOpening
    }
  }

  private var heap: [Event] = []

  var nextMoment: Int64? { heap.first?.moment }

  mutating func insert(_ event: Event) {
    heap.append(event)
    var index = heap.count - 1
    while index > 0, heap[index].isBefore(heap[(index - 1) / 2]) {
      heap.swapAt(index, (index - 1) / 2)
      index = (index - 1) / 2
    }
  }

  mutating func removeFirst() -> Event? {
    guard let last = heap.popLast() else { return nil }
    guard let first = heap.first else { return last }
    heap[0] = last
    var index = 0
    while true {
      var least = index
      for child in [2 * index + 1, 2 * index + 2] where child < heap.count && heap[child].isBefore(heap[least]) {
        least = child
      }
      guard least != index else { return first }
      heap.swapAt(index, least)
      index = least
    }
  }
}
