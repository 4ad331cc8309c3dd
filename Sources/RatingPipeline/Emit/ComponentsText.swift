package import Bytes
internal import RatePlans
package import Rating
package import Telecom

/// What a charge is made of, as a JSON array whose amounts add up to it:
/// `[{"kind":"termination","prefix":"44","destination":"United Kingdom","amount":"0.02"},{"kind":"payphone","amount":"0.6"}]`.
package struct ComponentsText: Sendable {
  private let plans: [RatePlan]

  package init(_ rater: AccountRater) { plans = rater.raters.map(\.plan) }

  /// - Parameter index: of a row with components.
  package func write(_ index: Int, of rows: RatedRows, to writer: ByteWriter) {
    let components = rows.components(of: index)
    for position in components {
      writer.append(UInt8(ascii: position == components.lowerBound ? "[" : ","))
      writer.append(literal: "{\"kind\":")
      write(rows.components[Int(position)].source, plans[Int(rows.usage[index].plan)], to: writer)
      writer.append(literal: ",\"amount\":\"")
      writer.append(nanos: rows.components[Int(position)].nanos)
      writer.append(literal: "\"}")
    }
    writer.append(UInt8(ascii: "]"))
  }

  private func write(_ source: ChargeComponent.Source, _ plan: RatePlan, to writer: ByteWriter) {
    switch source {
    case .special(let index): writer.appendJSON(plan.specialCharges[Int(index)].name)
    case .limit: writer.append(literal: "\"limit\"")
    case .tariff(let index, let row):
      let tariff = plan.tariffs[Int(index)]
      writer.append("\"\(tariff.leg.rawValue)\"")
      if tariff.measure != .seconds { writer.append(",\"measure\":\"\(tariff.measure.rawValue)\"") }
      writer.append(",\"prefix\":\"\(tariff.prefix(ofRow: row))\",\"destination\":")
      writer.appendJSON(tariff.text, tariff.rows.packed[Int(row)].destination.range)
    }
  }
}
