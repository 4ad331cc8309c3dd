/// What an allowance has in one cycle, and what became of it, in base units.
///
/// At any time `granted + carriedIn + boosted == used + left + what is left of carried + rolledOver`.
package struct AllowanceCounter: Sendable, Hashable {
  /// Units of a former cycle.
  package struct Carried: Sendable, Hashable {
    package var left: Int64
    /// In how many cycles, this one counted, they may be used.
    package var cycles: Int

    package init(left: Int64, cycles: Int) {
      self.left = left
      self.cycles = cycles
    }
  }

  /// The cycle's own units, after proration.
  package let granted: Int64
  /// What is left of them.
  package private(set) var left: Int64
  /// Oldest first.
  package private(set) var carried: [Carried]
  package let carriedIn: Int64
  /// Units drawn in the cycle, boosters' too.
  package private(set) var used: Int64 = 0
  /// Of these from boosters.
  package private(set) var boosted: Int64 = 0
  /// Units that the next cycle took.
  package private(set) var rolledOver: Int64 = 0

  package init(granted: Int64, carried: [Carried] = []) {
    self.granted = granted
    left = granted
    self.carried = carried
    carriedIn = carried.reduce(0) { $0 + $1.left }
  }

  /// As it was kept somewhere.
  package init(
    granted: Int64, left: Int64, carried: [Carried], carriedIn: Int64, used: Int64, boosted: Int64, rolledOver: Int64
  ) {
    self.granted = granted
    self.left = left
    self.carried = carried
    self.carriedIn = carriedIn
    self.used = used
    self.boosted = boosted
    self.rolledOver = rolledOver
  }

  /// Without boosters.
  package var room: Int64 { carried.isEmpty ? left : carried.reduce(left) { $0 + $1.left } }

  /// Takes units from former cycles, the oldest first, then from the cycle's own.
  /// - Returns: what they lack, which boosters have to give.
  mutating func draw(_ units: Int64) -> Int64 {
    used += units
    var rest = units
    for index in carried.indices {
      let taken = min(rest, carried[index].left)
      carried[index].left -= taken
      rest -= taken
    }
    let taken = min(rest, left)
    left -= taken
    rest -= taken
    boosted += rest
    return rest
  }

  /// Gives the next cycle what may be used there, of the oldest first: but where that is more than the cap, the oldest
  /// stays and lapses.
  mutating func rollOver(cap: Int64, cycles: Int) -> [Carried] {
    var room = cap
    var moved: [Carried] = []
    func take(_ left: inout Int64, _ cycles: Int) {
      let taken = min(left, room)
      guard taken > 0, cycles > 0 else { return }
      left -= taken
      room -= taken
      rolledOver += taken
      moved.append(Carried(left: taken, cycles: cycles))
    }
    take(&left, cycles)
    for index in carried.indices.reversed() { take(&carried[index].left, carried[index].cycles - 1) }
    return moved.reversed()
  }
}
