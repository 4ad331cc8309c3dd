import RatePlans
import Rating

/// An allowance of one owner, kept as a list of heaps that is gone through cycle by cycle, idle ones too.
struct OraclePool {
  struct Heap {
    var left: Int64
    /// How many cycles it may still be used in, this one counted.
    var cycles: Int
  }

  private var cycle: Int?
  private var heaps: [Heap] = []
  var boosters: [(from: Int64, expires: Int64, left: Int64)] = []

  /// Closes cycles up to the one of a usage.
  mutating func move(
    to index: Int, _ allowance: Allowance, _ owner: PoolOwner, _ calendar: OracleCalendar
  ) {
    func own(_ index: Int) -> Heap {
      let amount = calendar.prorated(
        allowance.amount, allowance.unit.scale, allowance.proration, allowance.cycle, index, owner)
      return Heap(left: amount, cycles: 1 + (allowance.rollover?.cycles ?? 0))
    }
    if cycle == nil {
      let first = owner.from == .min ? index - 10 : calendar.cycle(allowance.cycle, at: owner.from)
      cycle = allowance.cycle == .term ? index : min(index, first)
      heaps = [own(cycle!)]
    }
    while cycle! < index {
      for place in heaps.indices { heaps[place].cycles -= 1 }
      heaps.removeAll { $0.cycles == 0 }
      // What is above the cap lapses, the oldest first.
      var excess = heaps.reduce(0) { $0 + $1.left } - (allowance.rollover?.cap ?? 0)
      for place in heaps.indices where excess > 0 {
        let lapsed = min(excess, heaps[place].left)
        heaps[place].left -= lapsed
        excess -= lapsed
      }
      cycle! += 1
      heaps.append(own(cycle!))
    }
  }

  func room(at start: Int64) -> Int64 {
    heaps.reduce(0) { $0 + $1.left } + boosters.filter { $0.from <= start && start < $0.expires }.reduce(0) { $0 + $1.left }
  }

  mutating func take(_ units: Int64, at start: Int64) {
    var rest = units
    for place in heaps.indices {
      let taken = min(rest, heaps[place].left)
      heaps[place].left -= taken
      rest -= taken
    }
    for place in boosters.indices.sorted(by: { boosters[$0].expires < boosters[$1].expires })
    where boosters[place].from <= start && start < boosters[place].expires {
      let taken = min(rest, boosters[place].left)
      boosters[place].left -= taken
      rest -= taken
    }
    precondition(rest == 0, "overdrawn")
  }
}
