package import RatePlans
package import Telecom

/// One tariff's part of a charge, as far as it was computed.
package struct PricedComponent: Sendable {
  /// Index into the rater's pricers.
  package var pricer: Int
  package var match: Pricer.Match
  /// The number that was looked for.
  package var number: PhoneNumber
  /// Seconds, octets or billionths of a unit before increments.
  package var measured: Int64
  package var billed: Int64
  /// Indices into `ChargeWork.segments`.
  package var segments: Range<Int>
  package var connectFee: ExactAmount
  /// The price per call, for each part of a message.
  package var perCall: ExactAmount
  /// The steps, the connection fee and the price per call, before clamping and rounding.
  package var amount: ExactAmount
}

/// What a charge is made of while it is computed. Its memory is kept for the next record.
package struct ChargeWork: Sendable {
  /// One for each tariff that had a part in the charge.
  package var components: [PricedComponent] = []
  /// The stretches of all components.
  package var segments: [PriceSegment] = []
  /// Those of the plan's special charges that apply to the record: indices.
  var applying: [Int] = []
  /// Special charges that the call has to pay: index into the plan's, and the amount.
  package var specials: [(index: Int, amount: ExactAmount)] = []
  /// Where the call's ends are, where a rater knows.
  package var ends: CallGeography.Ends?
  /// Which zones they are in, where the plan has any.
  package var zones: CallZones?
  /// The leg that refused the record.
  package var refusedLeg = Leg.termination
  /// Index of the special charge that refused the record; -1 for none.
  package var refusedSpecial = -1

  package init() {}

  /// All parts together, before clamping and rounding; `nil` past 128 bits.
  var total: ExactAmount? {
    let rates = components.reduce(ExactAmount.zero as ExactAmount?) { $0?.adding($1.amount) }
    return specials.reduce(rates) { $0?.adding($1.amount) }
  }

  mutating func removeAll() {
    components.removeAll(keepingCapacity: true)
    segments.removeAll(keepingCapacity: true)
    applying.removeAll(keepingCapacity: true)
    specials.removeAll(keepingCapacity: true)
    ends = nil
    zones = nil
    refusedLeg = .termination
    refusedSpecial = -1
  }
}
