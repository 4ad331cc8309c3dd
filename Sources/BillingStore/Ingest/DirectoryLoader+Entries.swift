internal import Rating
internal import Telecom

/// What the directory of payers has of each service: its keys, in each stretch of time with one plan.
extension DirectoryLoader {
  /// When usage of a service is billed: while it is active or suspended.
  static func lives(
    _ states: [(effective: Int64, status: String)], end: Int64
  ) -> (stretches: [Stretch], isOver: Bool) {
    var stretches: [Stretch] = []
    for (position, state) in states.enumerated() where state.status == "active" || state.status == "suspended" {
      let next = min(position + 1 < states.count ? states[position + 1].effective : .max, end)
      guard state.effective < next else { continue }
      if let last = stretches.indices.last, stretches[last].to == state.effective {
        stretches[last].to = next
      } else {
        stretches.append(Stretch(from: state.effective, to: next))
      }
    }
    return (stretches, states.last?.status == "cancelled" || (stretches.isEmpty && end < .max && states.last?.status == "active"))
  }

  mutating func add(
    _ service: Service, keys: ArraySlice<SQLRow>, plans: [(stretch: Stretch, plan: PlanChoice)],
    lives: (stretches: [Stretch], isOver: Bool), _ rules: NumberNormaliser
  ) {
    var rest = keys
    while let first = rest.first {
      // Keys of the same time stand in one entry.
      let (from, to) = (first.integer(3), first.optionalInteger(4))
      let group = rest.prefix { $0.integer(3) == from && $0.optionalInteger(4) == to }
      rest = rest.dropFirst(group.count)
      let parsed = group.flatMap { self.keys($0, of: service, rules) }
      guard !parsed.isEmpty else { continue }
      let valid = Stretch(from: from, to: to ?? .max)
      if lives.stretches.isEmpty {
        add(service, parsed, valid, plan: plans[0].plan, lives.isOver ? .cancelled : .pending)
      }
      for life in lives.stretches {
        guard let time = life.cut(valid) else { continue }
        for (stretch, plan) in plans {
          if let time = time.cut(stretch) { add(service, parsed, time, plan: plan, .active) }
        }
      }
    }
  }

  private mutating func keys(_ row: SQLRow, of service: Service, _ rules: NumberNormaliser) -> [ServiceKey] {
    let place = InputLocation("service \(service.name)")
    guard let kind = KeyKind(rawValue: row.text(1)) else {
      warnings.append(
        Problem(.warning, at: place, "there are no keys of kind '\(row.text(1))'", remedy: "change the key's kind"))
      return []
    }
    do throws(ServiceKey.Fault) {
      return try ServiceKey.keys(of: row.text(2), kind: kind, numbers: rules)
    } catch {
      warnings.append(Problem(.warning, at: place, error.message, remedy: error.remedy))
      return []
    }
  }

  private mutating func add(
    _ service: Service, _ keys: [ServiceKey], _ time: Stretch, plan: PlanChoice, _ status: ServiceStatus
  ) {
    var entry = DirectoryEntry(keys: keys, account: service.accountName, service: service.name)
    entry.plan = index(of: plan)
    entry.namesPlan = true
    entry.serviceType = service.type
    (entry.validFrom, entry.validTo) = (time.from, time.to)
    entry.status = status
    entry.zone = zones[Int(service.zone)]
    entry.place = service.place
    entry.parentAccount = service.parent
    entries.append(entry)
    payers.append(
      IngestDirectory.Payer(
        account: service.account, service: service.id, type: type(service.type), zone: service.zone))
  }

  private mutating func type(_ name: String) -> Int32 {
    guard !name.isEmpty else { return -1 }
    if let known = types[name] { return known }
    typeNames.append(name)
    types[name] = Int32(typeNames.count - 1)
    return Int32(typeNames.count - 1)
  }
}
