internal import Foundation

/// An invoice's document taken apart by the system's own JSON reader, and added up anew from its decimal texts.
struct DocumentSums {
  /// Carried forward, movements, net, tax, due: as the columns of `invoice`.
  private(set) var columns: [Int64] = []
  /// Lines, then taxes.
  private(set) var lineAmounts: [Int64] = []
  private(set) var faults: [String] = []

  /// - Returns: `nil` for bytes that are no such document.
  init?(_ bytes: [UInt8]) {
    guard let root = try? JSONSerialization.jsonObject(with: Data(bytes)) as? [String: Any],
      let lines = root["lines"] as? [[String: Any]], let taxes = root["taxes"] as? [[String: Any]],
      let totals = root["totals"] as? [String: Any], let movements = root["movements"] as? [[String: Any]],
      let usageExact = Self.nanos(root["usage_exact"]), let remainder = Self.nanos(root["usage_remainder"])
    else { return nil }
    func total(_ name: String) -> Int64 { Self.units(totals[name]) ?? .min }
    let amounts = lines.map { Self.units($0["amount"]) ?? .min }
    let taxAmounts = taxes.map { Self.units($0["amount"]) ?? .min }
    func expect(_ what: String, _ stated: Int64, _ sum: Int64) {
      if stated != sum { faults.append("\(what) is stated as \(stated) minor units, but comes to \(sum)") }
    }
    for kind in ["usage", "shortfall", "recurring", "one_off"] {
      expect(kind, total(kind), zip(lines, amounts).reduce(0) { $0 + ($1.0["kind"] as? String == kind ? $1.1 : 0) })
    }
    expect("net", total("net"), amounts.reduce(0, &+))
    expect("tax", total("tax"), taxAmounts.reduce(0, &+))
    expect("charges", total("charges"), total("net") &+ total("tax"))
    expect("movements", total("movements"), movements.reduce(0) { $0 &+ (Self.units($1["amount"]) ?? .min) })
    expect("due", total("due"), total("carried_forward") &+ total("movements") &+ total("charges"))
    for (place, tax) in taxes.enumerated() {
      let base = zip(lines, amounts).reduce(Int64(0)) { sum, line in
        (line.0["taxes"] as? [Int])?.contains(place) == true ? sum &+ line.1 : sum
      }
      expect("the base of \(tax["name"] ?? "tax")", Self.units(tax["base"]) ?? .min, base)
      guard let percent = Self.nanos(tax["percent"]) else { return nil }
      // Percent in nanos: a whole is 100,000,000,000. Halves go away from zero.
      let (quotient, rest) = (Int128(base) * percent).quotientAndRemainder(dividingBy: 100_000_000_000)
      let rounded = quotient + (rest.magnitude * 2 >= 100_000_000_000 ? (base < 0 ? -1 : 1) : 0)
      expect("\(tax["name"] ?? "tax")", taxAmounts[place], Int64(clamping: rounded))
    }
    let exact = lines.reduce(Int128(0)) { sum, line in
      line["kind"] as? String == "usage" && line["discount"] == nil ? sum + (Self.nanos(line["exact"]) ?? 0) : sum
    }
    if exact != usageExact { faults.append("its usage lines sum to \(exact) nanos, the document says \(usageExact)") }
    let digits = ((totals["due"] as? String)?.split(separator: ".").dropFirst().first?.count) ?? 0
    let unit = (digits..<9).reduce(Int128(1)) { value, _ in value * 10 }
    if remainder.magnitude * 2 > unit.magnitude { faults.append("more than half a minor unit of usage is left unposted") }
    columns = [total("carried_forward"), total("movements"), total("net"), total("tax"), total("due")]
    lineAmounts = amounts + taxAmounts
  }

  /// A text with all digits of the currency, as minor units.
  private static func units(_ value: Any?) -> Int64? { (value as? String).flatMap { Int64($0.filter { $0 != "." }) } }

  private static func nanos(_ value: Any?) -> Int128? {
    guard let text = value as? String else { return nil }
    let parts = text.split(separator: ".", omittingEmptySubsequences: false)
    let fraction = parts.count > 1 ? String(parts[1]) : ""
    return Int128(parts[0] + fraction + String(repeating: "0", count: 9 - fraction.count))
  }
}
