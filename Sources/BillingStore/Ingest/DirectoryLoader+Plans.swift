internal import RatePlans
internal import Telecom

/// By which version of which plan a service is priced, from when until when.
extension DirectoryLoader {
  /// By which plan a service is priced from when until when.
  mutating func stretches(
    _ assignments: [(from: Int64, plan: String)], _ service: Service, _ connection: SQLConnection
  ) throws(BookError) -> [(stretch: Stretch, plan: PlanChoice)] {
    var result: [(stretch: Stretch, plan: PlanChoice)] = []
    // Where the service says nothing, the nearest reseller above it does.
    for (stretch, plan) in chain.sellPlans(above: service.parent, during: Stretch(from: .min, to: assignments.first?.from ?? .max)) {
      if plan.isEmpty {
        result.append((stretch, Self.noPlan))
      } else {
        result += try choices(of: plan, during: stretch, currency: service.currency, connection)
      }
    }
    for (position, assignment) in assignments.enumerated() {
      let end = position + 1 < assignments.count ? assignments[position + 1].from : Int64.max
      result += try choices(
        of: assignment.plan, during: Stretch(from: assignment.from, to: end), currency: service.currency, connection)
    }
    return result
  }

  /// The versions of a plan over a time.
  /// - Parameter currency: of who pays by it; `nil` where any will do.
  mutating func choices(
    of name: String, during whole: Stretch, currency: String?, _ connection: SQLConnection
  ) throws(BookError) -> [(stretch: Stretch, plan: PlanChoice)] {
    guard let versions = versions[name] else { return [(whole, .missing("\(name), which the book does not have,"))] }
    var result: [(stretch: Stretch, plan: PlanChoice)] = []
    if let before = whole.cut(Stretch(from: .min, to: versions[0].validFrom)) {
      result.append((before, .missing("\(name), which holds later only,")))
    }
    for (index, version) in versions.enumerated() {
      let next = index + 1 < versions.count ? versions[index + 1].validFrom : Int64.max
      guard let stretch = whole.cut(Stretch(from: version.validFrom, to: next)) else { continue }
      let plan = try self.index(of: version, connection)
      if let currency, plans[plan].currency.code != currency {
        let currencies = "charges \(plans[plan].currency), the account \(currency)"
        result.append((stretch, .missing("\(name), which \(currencies),")))
      } else {
        result.append((stretch, .loaded(plan)))
      }
    }
    return result
  }

  mutating func index(of version: PlanStore.Version, _ connection: SQLConnection) throws(BookError) -> Int {
    let use = PlanUse(id: version.id, name: version.name)
    if let known = planIndices[use] { return known }
    plans.append(try PlanStore.load(version, threads: threads, from: connection))
    planIDs.append(version.id)
    planIndices[use] = plans.count - 1
    return plans.count - 1
  }

  /// Where there is no plan: one that prices nothing, whose usage is set aside with its name as the reason.
  mutating func index(of choice: PlanChoice) -> Int {
    let name: String
    switch choice {
    case .loaded(let index): return index
    case .missing(let missing): name = missing
    }
    let use = PlanUse(id: 0, name: name)
    if let known = planIndices[use] { return known }
    plans.append(RatePlan(name: name))
    planIDs.append(0)
    planIndices[use] = plans.count - 1
    return plans.count - 1
  }
}
