internal import Bytes
internal import RatePlans
internal import Telecom

/// What the plan's promises made of a charge, in words.
extension Explanation {
  func steps(of promised: ExplainedPromises) -> [(String, String)] {
    var lines: [(String, String)] = []
    for units in promised.offered.covered {
      let allowance = plan.promises.allowances[Int(units.allowance)]
      let count = "\(text(units.units, allowance.unit)) of \(allowance.name)"
      let price = allowance.priceNanos == 0 ? "" : " at \(Decimal9.text(allowance.priceNanos)) per \(allowance.unit.singular)"
      lines.append(("covered", "\(count) covered\(price); \(text(units.left, allowance.unit)) left then"))
    }
    for stretch in promised.stretches {
      switch stretch.terms {
      case .plan, .allowance: break
      case .overage(let index):
        let allowance = plan.promises.allowances[index]
        let rate = "\(Decimal9.text(allowance.overageNanos ?? 0)) per \(allowance.unit.singular)"
        lines.append(("overage", "\(text(stretch.units, allowance.unit)) beyond \(allowance.name) at \(rate)"))
      case .volume(let index):
        let volume = plan.promises.volumes[index]
        let before = promised.offered.volumes.first { $0.volume == index }?.before ?? 0
        let amount = ExactAmount(numerator: stretch.priced, denominator: Int128(volume.unit.scale))
        lines.append(
          ("volume", "\(text(stretch.units, volume.unit)) of \(volume.name), behind \(text(before, volume.unit)) = \(amount.text)"))
      }
    }
    let rest = promised.stretches.filter { $0.terms == .plan }.reduce(0) { $0 + $1.to - $1.from }
    if !lines.isEmpty { lines.append(("", rest > 0 ? "the rest is priced above" : "nothing is left to the decks' rates")) }
    return lines
  }

  /// Base units in words: `60 s`, `2 calls`.
  private func text(_ base: Int64, _ unit: CountedUnit) -> String {
    switch unit {
    case .seconds, .minutes: "\(base) s"
    case .calls: "\(base) \(base == 1 ? "call" : "calls")"
    case .messages: "\(base) \(base == 1 ? "message" : "messages")"
    case .octets, .kilooctets, .megaoctets, .gigaoctets: "\(base) octets"
    case .metered(let name): "\(Decimal9.text(base)) \(name)"
    }
  }

  /// Members for an object; units are base units, as in rated usage.
  func append(_ promised: ExplainedPromises, to writer: ByteWriter) {
    writer.append(",\"covered\":[")
    for (index, units) in promised.offered.covered.enumerated() {
      let allowance = plan.promises.allowances[Int(units.allowance)]
      func base(_ units: Int64) -> String { allowance.unit.isMetered ? Decimal9.text(units) : String(units) }
      writer.append(index > 0 ? ",{\"allowance\":" : "{\"allowance\":")
      writer.appendJSON(allowance.name)
      writer.append(",\"units\":\(base(units.units)),\"left\":\(base(units.left))}")
    }
    writer.append("],\"stretches\":[")
    for (index, stretch) in promised.stretches.enumerated() {
      let (kind, name) = switch stretch.terms {
      case .plan: ("plan", "")
      case .allowance(let index): ("allowance", plan.promises.allowances[index].name)
      case .overage(let index): ("overage", plan.promises.allowances[index].name)
      case .volume(let index): ("volume", plan.promises.volumes[index].name)
      }
      writer.append("\(index > 0 ? "," : ""){\"by\":\"\(kind)\",\"name\":")
      writer.appendJSON(name)
      writer.append(",\"from\":\"\(stretch.from)\",\"to\":\"\(stretch.to)\"}")
    }
    writer.append("]")
  }
}

extension CountedUnit {
  /// As it stands behind `per`.
  fileprivate var singular: String {
    switch self {
    case .seconds: "second"
    case .minutes: "minute"
    case .calls: "call"
    case .messages: "message"
    case .octets: "octet"
    case .kilooctets, .megaoctets, .gigaoctets, .metered: word
    }
  }
}
