/// Units of usage that a plan includes in each cycle.
package struct Allowance: Sendable, Hashable {
  /// How a covered stretch of a call draws on the units.
  package enum Count: String, Sendable, CaseIterable {
    /// By its billed units.
    case billed
    /// By its begun minutes.
    case begunMinutes = "begun_minutes"
  }

  /// What is left at the end of a cycle and may be used in later ones.
  package struct Rollover: Sendable, Hashable {
    /// Base units that a cycle may begin with from former ones; `Int64.max` for any number.
    package var cap: Int64
    /// How many cycles after its own what is left may be used.
    package var cycles: Int

    package init(cap: Int64, cycles: Int) {
      self.cap = cap
      self.cycles = cycles
    }
  }

  package var name: String
  /// Base units of a whole cycle.
  package var amount: Int64
  package var unit: CountedUnit
  package var count = Count.billed
  package var cycle = AllowanceCycle.month
  package var on = UsageSet()
  /// Nanos for one unit of what is covered.
  package var priceNanos: Int64 = 0
  /// Nanos for one unit beyond it, in place of the decks' rates; `nil` where those hold.
  package var overageNanos: Int64?
  package var shared = PoolScope.service
  package var rollover: Rollover?
  package var proration = CycleProration()

  package init(name: String, amount: Int64, unit: CountedUnit) {
    self.name = name
    self.amount = amount
    self.unit = unit
  }
}
