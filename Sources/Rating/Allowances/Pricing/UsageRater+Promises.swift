internal import RatePlans
internal import Telecom

extension UsageRater {
  /// Prices a rated usage anew, by what its steps came to.
  /// - Parameters:
  ///   - charge: as the plan alone makes it; its components then have what is left of them, its segments stay.
  /// - Returns: the charge in nanos.
  func price(_ facts: AllowanceFacts, _ work: PromiseWork, _ charge: inout ChargeWork) throws(AllowanceError) -> Int64 {
    for place in charge.components.indices {
      let leader = leader(of: place, charge)
      guard let first = work.stretches.first(where: { $0.component == leader }) else { continue }
      var component = charge.components[place]
      if isCovering(first.terms) {
        (component.connectFee, component.perCall) = (.zero, .zero)
      } else if facts.kind != .message, pricesCalls(first.terms) {
        component.perCall = .zero
      }
      var amount = component.connectFee
      if facts.kind == .message {
        component.perCall = try perPart(component, leader, work)
      } else {
        amount = try sum(amount, steps(component, leader, work, charge))
      }
      amount = try sum(amount, component.perCall)
      if place == leader { amount = try sum(amount, promised(leader, work)) }
      component.amount = amount
      charge.components[place] = component
    }
    guard let total = charge.total else { throw .tooLarge }
    let limited = clamped(total, charge.components)
    // What is covered in part may well be below the minimum.
    guard let nanos = (work.isCovered && total < limited ? total : limited).rounded(plan.rounding) else { throw .tooLarge }
    return nanos
  }

  private func isCovering(_ terms: CoveredStretch.Terms) -> Bool {
    if case .allowance = terms { true } else { false }
  }

  /// Whether the terms price whole calls, in place of the decks' price per call.
  private func pricesCalls(_ terms: CoveredStretch.Terms) -> Bool {
    switch terms {
    case .plan, .allowance: false
    case .overage(let index): plan.promises.allowances[index].unit == .calls
    case .volume(let index): plan.promises.volumes[index].unit == .calls
    }
  }

  private func sum(_ left: ExactAmount, _ right: ExactAmount?) throws(AllowanceError) -> ExactAmount {
    guard let right, let sum = left.adding(right) else { throw .tooLarge }
    return sum
  }

  /// Steps that are left to the decks' rows, each at its own rate.
  private func steps(
    _ component: PricedComponent, _ leader: Int, _ work: PromiseWork, _ charge: ChargeWork
  ) throws(AllowanceError) -> ExactAmount {
    var amount = ExactAmount.zero
    let last = work.stretches.last { $0.component == leader }
    for stretch in work.stretches where stretch.component == leader && stretch.terms == .plan {
      // Steps of a follower that is billed for longer go on as the leader's last.
      let end = stretch == last ? Int64.max : stretch.to
      for segment in charge.segments[component.segments] {
        guard let part = segment.part(from: stretch.from, to: end) else { continue }
        amount = try sum(amount, pricers[component.pricer].amount(of: part))
      }
    }
    return amount
  }

  /// The price per call for those parts of a message that are left to the decks' rows.
  private func perPart(_ component: PricedComponent, _ leader: Int, _ work: PromiseWork) throws(AllowanceError) -> ExactAmount {
    var parts: Int64 = 0
    for stretch in work.stretches where stretch.component == leader && stretch.terms == .plan { parts += stretch.stepCount }
    let tariff = pricers[component.pricer].tariff
    let nanos = tariff.rows.terms[Int(tariff.rows.packed[Int(component.match.row)].terms)].perCallNanos
    return try sum(.zero, fee(Int128(nanos) * Int128(parts)))
  }

  /// What the plan's promises price: covered units, units at overage rates, units of volumes.
  private func promised(_ component: Int, _ work: PromiseWork) throws(AllowanceError) -> ExactAmount {
    var amount = ExactAmount.zero
    for stretch in work.stretches where stretch.component == component {
      let (numerator, unit): (Int128, CountedUnit)
      switch stretch.terms {
      case .plan: continue
      case .allowance(let index):
        let allowance = plan.promises.allowances[index]
        (numerator, unit) = (Int128(stretch.units) * Int128(allowance.priceNanos), allowance.unit)
      case .overage(let index):
        let allowance = plan.promises.allowances[index]
        (numerator, unit) = (Int128(stretch.units) * Int128(allowance.overageNanos ?? 0), allowance.unit)
      case .volume(let index): (numerator, unit) = (stretch.priced, plan.promises.volumes[index].unit)
      }
      var part: ExactAmount? = ExactAmount(numerator: numerator, denominator: Int128(unit.scale))
      if plan.rounding.scope == .increment {
        part = part?.rounded(plan.rounding).map { ExactAmount(numerator: Int128($0)) }
      }
      amount = try sum(amount, part)
    }
    return amount
  }
}
