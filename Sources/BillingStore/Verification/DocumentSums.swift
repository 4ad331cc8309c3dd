internal import Foundation

/// An invoice's document taken apart by the system's own JSON reader, and added up anew from its decimal texts.
struct DocumentSums {
  /// Carried forward, movements, net, tax, due: as the columns of `invoice`.
  private(set) var columns: [Int64] = []
  /// Lines, then taxes.
  private(set) var lineAmounts: [Int64] = []
  private(set) var faults: [String] = []

  /// What of a document is added up; amounts as the texts they are.
  private struct Document: Decodable {
    struct Line: Decodable {
      var kind: String
      var amount: String
      var exact: String
      var taxes: [Int]
      var discount: String?
    }

    struct Movement: Decodable { var amount: String }

    struct Tax: Decodable {
      var name: String
      var percent: String
      var base: String
      var amount: String
    }

    var lines: [Line]
    var taxes: [Tax]
    var totals: [String: String]
    var movements: [Movement]
    var usage_exact: String
    var usage_remainder: String
  }

  /// - Returns: `nil` for bytes that are no such document.
  init?(_ bytes: [UInt8]) {
    guard let document = try? JSONDecoder().decode(Document.self, from: Data(bytes)),
      let usageExact = Self.nanos(document.usage_exact), let remainder = Self.nanos(document.usage_remainder)
    else { return nil }
    func total(_ name: String) -> Int64 { Self.units(document.totals[name]) ?? .min }
    let amounts = document.lines.map { Self.units($0.amount) ?? .min }
    let taxAmounts = document.taxes.map { Self.units($0.amount) ?? .min }
    func expect(_ what: String, _ stated: Int64, _ sum: Int64) {
      if stated != sum { faults.append("\(what) is stated as \(stated) minor units, but comes to \(sum)") }
    }
    for kind in ["usage", "shortfall", "recurring", "one_off"] {
      expect(kind, total(kind), zip(document.lines, amounts).reduce(0) { $0 &+ ($1.0.kind == kind ? $1.1 : 0) })
    }
    expect("net", total("net"), amounts.reduce(0, &+))
    expect("tax", total("tax"), taxAmounts.reduce(0, &+))
    expect("charges", total("charges"), total("net") &+ total("tax"))
    expect("movements", total("movements"), document.movements.reduce(0) { $0 &+ (Self.units($1.amount) ?? .min) })
    expect("due", total("due"), total("carried_forward") &+ total("movements") &+ total("charges"))
    var bases = [Int64](repeating: 0, count: document.taxes.count)
    for (line, amount) in zip(document.lines, amounts) {
      for place in Set(line.taxes) where bases.indices.contains(place) { bases[place] &+= amount }
    }
    for (place, tax) in document.taxes.enumerated() {
      let base = bases[place]
      expect("the base of \(tax.name)", Self.units(tax.base) ?? .min, base)
      guard let percent = Self.nanos(tax.percent) else { return nil }
      // Percent in nanos: a whole is 100,000,000,000. Halves go away from zero.
      let (quotient, rest) = (Int128(base) * percent).quotientAndRemainder(dividingBy: 100_000_000_000)
      let rounded = quotient + (rest.magnitude * 2 >= 100_000_000_000 ? (base < 0 ? -1 : 1) : 0)
      expect(tax.name, taxAmounts[place], Int64(clamping: rounded))
    }
    let exact = document.lines.reduce(Int128(0)) { sum, line in
      line.kind == "usage" && line.discount == nil ? sum + (Self.nanos(line.exact) ?? 0) : sum
    }
    if exact != usageExact { faults.append("its usage lines sum to \(exact) nanos, the document says \(usageExact)") }
    let digits = (document.totals["due"]?.split(separator: ".").dropFirst().first?.count) ?? 0
    let unit = (digits..<9).reduce(Int128(1)) { value, _ in value * 10 }
    if remainder.magnitude * 2 > unit.magnitude { faults.append("more than half a minor unit of usage is left unposted") }
    columns = [total("carried_forward"), total("movements"), total("net"), total("tax"), total("due")]
    lineAmounts = amounts + taxAmounts
  }

  /// A text with all digits of the currency, as minor units.
  private static func units(_ text: String?) -> Int64? { text.flatMap { Int64($0.filter { $0 != "." }) } }

  private static func nanos(_ text: String) -> Int128? {
    let parts = text.split(separator: ".", omittingEmptySubsequences: false)
    let fraction = parts.count > 1 ? String(parts[1]) : ""
    guard parts.count <= 2, fraction.count <= 9 else { return nil }
    return Int128(parts[0] + fraction + String(repeating: "0", count: 9 - fraction.count))
  }
}
