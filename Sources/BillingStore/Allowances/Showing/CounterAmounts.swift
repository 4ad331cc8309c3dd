internal import RatePlans
internal import Rating
internal import Telecom

/// What a counter comes to, as the summary shows it: its columns behind those that every counter has.
struct CounterAmounts {
  static let titles = [
    "unit", "included", "rolled_in", "boosted", "used", "left", "rolled_out", "currency", "charged", "settled", "told",
  ]

  private var unit: String
  private var included = Listing.Cell.none, rolledIn = Listing.Cell.none, boosted = Listing.Cell.none
  private var used = Listing.Cell.none, left = Listing.Cell.none, rolledOut = Listing.Cell.none
  private var currency = Listing.Cell.none, charged = Listing.Cell.none, settled = Listing.Cell.none
  private var told = Listing.Cell.none

  var cells: [Listing.Cell] {
    [.text(unit), included, rolledIn, boosted, used, left, rolledOut, currency, charged, settled, told]
  }

  /// - Parameters:
  ///   - unit: of the promise; `nil` for money.
  ///   - row: with the counter's own columns, and behind those of an allowance what boosters have left.
  ///   - column: the first of them; all are NULL of a pool that has boosters alone.
  /// - Returns: `nil` where no counter can be like that.
  init?(_ kind: StoredPromise.Kind, _ unit: CountedUnit?, currency: String, _ row: SQLStatement, from column: Int32) {
    func amount(_ value: Int64) -> Listing.Cell { .decimal(unit?.text(value) ?? Decimal9.text(value)) }
    self.unit = unit?.word ?? currency
    switch kind {
    case .allowance:
      let boosters = row.integer(column + Int32(AllowanceCounter.columns.count))
      guard !row.isNull(column) else {
        left = amount(boosters)
        return
      }
      guard let counter = AllowanceCounter(row, from: column) else { return nil }
      let (sum, isTooLarge) = counter.room.addingReportingOverflow(boosters)
      guard !isTooLarge else { return nil }
      included = amount(counter.granted)
      rolledIn = amount(counter.carriedIn)
      boosted = amount(counter.boosted)
      used = amount(counter.used)
      left = amount(sum)
      rolledOut = amount(counter.rolledOver)
    case .volume:
      guard let counter = VolumeCounter(row, from: column) else { return nil }
      used = amount(counter.total)
      self.currency = .text(currency)
      charged = .decimal(Decimal9.text(counter.priced / Int128(unit?.scale ?? 1)))
      settled = .decimal(Decimal9.text(counter.settled))
    case .commitment:
      guard let counter = SpendingCounter(row, from: column) else { return nil }
      used = amount(counter.spent)
      self.currency = .text(currency)
      settled = amount(counter.settled)
    case .limit:
      guard let counter = LimitCounter(row, from: column) else { return nil }
      used = amount(counter.value)
      told = .integer(Int64(counter.raised))
    }
  }
}
