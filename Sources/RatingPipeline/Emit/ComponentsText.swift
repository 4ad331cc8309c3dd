package import Bytes
internal import RatePlans
package import Rating
package import Telecom

/// What a charge is made of, as a JSON array whose amounts add up to it:
/// `[{"kind":"termination","prefix":"44","destination":"United Kingdom","amount":"0.02"},{"kind":"payphone","amount":"0.6"}]`.
package struct ComponentsText: Sendable {
  private let plans: [Plan]

  /// What stands before the amount of a component, and the tariffs that rows are looked up in.
  private struct Plan: Sendable {
    var tariffs: [Tariff]
    /// By tariff, up to the prefix.
    var heads: [[UInt8]]
    /// By special charge, up to the amount.
    var specials: [[UInt8]]
  }

  package init(_ rater: AccountRater) {
    plans = rater.raters.map { rater in
      let heads = rater.plan.tariffs.map { tariff in
        let measure = tariff.measure == .seconds ? "" : ",\"measure\":\"\(tariff.measure.rawValue)\""
        return Array("{\"kind\":\"\(tariff.leg.rawValue)\"\(measure),\"prefix\":".utf8)
      }
      let specials = rater.plan.specialCharges.map { special in
        let writer = ByteWriter(capacity: 64)
        writer.append(literal: "{\"kind\":")
        writer.appendJSON(special.name)
        return writer.bytes
      }
      return Plan(tariffs: rater.plan.tariffs, heads: heads, specials: specials)
    }
  }

  /// - Parameter index: of a row with components.
  package func write(_ index: Int, of rows: RatedRows, to writer: ByteWriter) {
    let components = rows.components(of: index)
    let plan = Int(rows.usage[index].plan)
    for position in components {
      writer.append(UInt8(ascii: position == components.lowerBound ? "[" : ","))
      switch rows.components[Int(position)].source {
      case .special(let special): writer.append(contentsOf: plans[plan].specials[Int(special)])
      case .limit: writer.append(literal: "{\"kind\":\"limit\"")
      case .tariff(let tariff, let row, let group):
        writer.append(contentsOf: plans[plan].heads[Int(tariff)])
        write(Int(group), ofTariff: Int(tariff), plan, to: writer)
        writer.append(literal: ",\"destination\":")
        let name = plans[plan].tariffs[Int(tariff)].rows.packed[Int(row)].destination
        writer.appendJSON(plans[plan].tariffs[Int(tariff)].text, name.range)
      }
      writer.append(literal: ",\"amount\":\"")
      writer.append(nanos: rows.components[Int(position)].nanos)
      writer.append(literal: "\"}")
    }
    writer.append(UInt8(ascii: "]"))
  }

  /// What a group stands under, as decks write it.
  private func write(_ group: Int, ofTariff tariff: Int, _ plan: Int, to writer: ByteWriter) {
    let prefix = plans[plan].tariffs[tariff].groups[group].prefix
    guard prefix.isDigits else {
      return writer.appendJSON(
        plans[plan].tariffs[tariff].text, plans[plan].tariffs[tariff].keyName(ofGroup: group).range)
    }
    writer.append(UInt8(ascii: "\""))
    defer { writer.append(UInt8(ascii: "\"")) }
    if prefix == .default { return writer.append(UInt8(ascii: "*")) }
    for index in 0..<prefix.digitCount { writer.append(47 + UInt8(prefix.key >> UInt64(60 - 4 * index) & 0xF)) }
    if prefix.isExact { writer.append(UInt8(ascii: "$")) }
  }
}
