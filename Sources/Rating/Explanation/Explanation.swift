package import RatePlans
package import Telecom

/// How the price of one record comes about, or why it has none: what `tollbook explain` shows.
///
/// Every figure is one the engine computed on its way to the charge; nothing is worked out a second time.
package struct Explanation: Sendable {
  package enum Format: String, Sendable, CaseIterable {
    case text, json
  }

  package let plan: RatePlan
  package let outcome: UsageRater.Outcome
  /// One for each tariff that has a part in the price, as far as the engine got.
  package let parts: [ExplainedPart]
  /// All parts together before clamping and rounding; `nil` where there is no charge.
  package let total: ExactAmount?
  /// What is rounded.
  package let clamped: ExactAmount?
  /// Special charges, in the order they are added.
  package private(set) var specials: [(name: String, amount: ExactAmount)] = []
  /// What the charge is made of, where that is more than one part.
  package private(set) var components: [ChargeComponent] = []
  /// `nil` where the plan's promises have no part in it.
  package let promised: ExplainedPromises?
  /// Where the call's ends are, where the rater knows.
  package let ends: CallGeography.Ends?
  let geography: CallGeography?
  /// Which zones they are in, where the plan has any.
  package let zones: CallZones?

  let kind: UsageKind
  let start: Timestamp
  let durationMilliseconds: Int64
  let seconds: Int64
  let calledText: String
  let callingText: String
  let called: NumberNormaliser.Result?
  let calling: PhoneNumber

  /// - Parameters:
  ///   - service: whose record it is.
  ///   - offered: what its plan's promises had for it; `nil` explains what the plan alone charges.
  package init(
    record: UsageRecord, batch: UsageBatch, rater: UsageRater, service: UsageRater.Service = .init(),
    offered: OfferedPromises? = nil
  ) {
    plan = rater.plan
    kind = service.kind ?? record.kind
    start = Timestamp(
      milliseconds: record.startMilliseconds,
      offset: plan.zone.offset(at: record.startMilliseconds.flooredDivision(by: 1000)))
    durationMilliseconds = record.durationMilliseconds
    seconds = plan.durationRounding.seconds(record.durationMilliseconds)
    calledText = batch.string(record.called)
    callingText = batch.string(record.calling)
    let text = batch.text.span
    called = record.called.isEmpty ? nil : rater.numbers.called(text.extracting(record.called.range))
    let caller = record.calling.isEmpty ? nil : rater.numbers.normalise(text.extracting(record.calling.range))
    calling = caller?.number ?? .none

    var work = ChargeWork()
    var outcome = rater.rate(record, of: batch, index: 0, for: service, &work)
    var promised: ExplainedPromises?
    if let offered, case .rated(var usage) = outcome {
      promised = ExplainedPromises(offered, record, rater, &usage, &work)
      outcome = .rated(usage)
    }
    (self.outcome, self.promised) = (outcome, promised)
    geography = rater.geography
    ends = work.ends
    zones = work.zones
    let number = rater.ratedNumber(called, record, of: batch, work)
    parts = rater.applicablePricers(record, of: batch, for: service).map { index in
      ExplainedPart(
        rater.pricers[index], rater.pricers[index].tariff.leg == .origination ? caller?.whole : number,
        rater.keyed(rater.pricers[index], work), at: record.startMilliseconds, jurisdiction: work.ends?.jurisdiction ?? .unknown, work, index: index,
        left: promised.map { promised in { promised.left(of: $0, work, rater) } })
    }
    if case .rated(let usage) = outcome {
      total = work.total
      clamped = work.total.map { total in
        let limited = rater.clamped(total, work.components)
        // What is covered in part may well be below the minimum.
        return promised?.isCovered == true && total < limited ? total : limited
      }
      specials = work.specials.map { (plan.specialCharges[$0.index].name, $0.amount) }
      rater.appendComponents(of: usage.chargeNanos, work, to: &components)
    } else {
      total = nil
      clamped = nil
    }
  }

  package func text(as format: Format) -> String {
    switch format {
    case .text: words
    case .json: json
    }
  }

  /// The name of a band; empty for none.
  func name(ofBand band: Int16) -> String { band >= 0 ? plan.bands.bands[Int(band)].name : "" }
}
