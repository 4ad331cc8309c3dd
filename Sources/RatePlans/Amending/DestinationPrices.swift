internal import Telecom

/// What calls to destinations cost by their names, for codes that a notice names without a price.
struct DestinationPrices {
  enum Answer {
    case one(RateRow)
    case several
  }

  private var answers: [String: Answer] = [:]

  /// - Parameter moment: of the deck's rows those in force then; of the notice's any that have a price.
  init(_ notice: Notice, _ tariff: Tariff, at moment: Int64) {
    var deck = DestinationPrices()
    for row in tariff.rows where row.terms.isInForce(at: moment) && !row.terms.blocked { deck.add(row, tariff.destination(row)) }
    for (index, packed) in notice.table.rows.enumerated() where packed.rateNanos >= 0 {
      let own = notice.table.terms.all[Int(packed.terms)]
      guard !own.blocked else { continue }
      let name = notice.destination(index)
      var row = RateRow()
      if case .one(let known)? = deck.price(of: name) { row = known }
      (row.rateNanos, row.terms.unit) = (packed.rateNanos, own.unit)
      let said = notice.table.said[index]
      if said.gives(.connectFee) { row.connectFeeNanos = packed.connectFeeNanos }
      if said.gives(.firstInterval) { row.terms.firstInterval = own.firstInterval }
      if said.gives(.nextInterval) { row.terms.nextInterval = own.nextInterval }
      add(row, name)
    }
    answers = deck.answers.merging(answers) { _, notice in notice }
  }

  private init() {}

  func price(of destination: String) -> Answer? { answers[destination.lowercased()] }

  private mutating func add(_ row: RateRow, _ destination: String) {
    var row = row
    (row.destination, row.line, row.terms.file) = (.none, 0, 0)
    (row.terms.effectiveFrom, row.terms.effectiveTo) = (.min, .max)
    switch answers[destination.lowercased()] {
    case nil: answers[destination.lowercased()] = .one(row)
    case .one(row)?, .several?: break
    case .one?: answers[destination.lowercased()] = .several
    }
  }
}

extension DestinationPrices.Answer: Equatable {}
