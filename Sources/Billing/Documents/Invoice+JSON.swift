internal import Foundation
internal import Telecom

extension Invoice {
  /// The document as canonical JSON in UTF-8, without blanks: the same invoice gives the same bytes. Amounts are text with
  /// all digits of the currency, other decimals text without superfluous zeros, dates as `2026-11-21`; what is not there
  /// is left out.
  package func json() -> [UInt8] {
    var json = JSONBytes(currency)
    json.object { json in
      json.text("currency", currency.code)
      json.text("account", account)
      json.text("name", name)
      json.period("period", period)
      json.date("date", date)
      json.date("due", due)
      json.flag("is_final", isFinal)
      if let cashDiscount {
        json.object("cash_discount") { json in
          json.date("until", cashDiscount.until)
          json.percent("percent", cashDiscount.percent)
          json.minor("amount", cashDiscount.amount)
        }
      }
      json.array("movements", movements) { json, movement in movement.write(to: &json) }
      json.array("members", members) { json, member in
        json.object { json in
          json.text("account", member.account)
          json.text("name", member.name)
          json.minor("net", member.net)
        }
      }
      json.array("lines", lines) { json, line in line.write(to: &json) }
      json.array("taxes", taxes) { json, tax in tax.write(to: &json) }
      totals.write(to: &json)
      json.text("usage_exact", Decimal9.text(usageExact))
      json.nanos("usage_remainder", usageRemainder)
      ageing.write(to: &json)
    }
    return json.bytes
  }

  /// The exact sum of all usage, in nanos.
  package var usageExact: Int128 {
    let posted = lines.reduce(Int128(0)) { $0 + ($1.kind == .usage && $1.discount == nil ? Int128($1.amount) : 0) }
    return posted * Int128(MinorUnits(currency).nanosPerUnit) + Int128(usageRemainder)
  }

  /// Reads what `json()` wrote.
  /// - Throws: `DecodingError` for bytes that are no such document.
  package init(json: [UInt8]) throws {
    let decoder = JSONDecoder()
    decoder.keyDecodingStrategy = .convertFromSnakeCase
    self = try decoder.decode(Invoice.self, from: Data(json))
  }
}

extension Invoice.Movement {
  func write(to json: inout JSONBytes) {
    json.object { json in
      json.text("kind", kind.rawValue)
      json.date("date", date)
      json.text("reference", reference)
      json.text("text", text)
      json.minor("amount", amount)
    }
  }
}

extension InvoiceLine {
  func write(to json: inout JSONBytes) {
    json.object { json in
      json.text("kind", kind.rawValue)
      json.text("account", account)
      if let service { json.text("service", service) }
      json.text("item", item)
      json.text("text", text)
      json.period("period", period)
      json.flag("is_late", isLate)
      if let measured {
        json.object("measured") { json in
          json.number("count", measured.count)
          json.number("seconds", measured.seconds)
          json.number("octets", measured.octets)
        }
      }
      json.nanos("quantity", quantity)
      json.nanos("unit_price", unitPrice)
      json.nanos("exact", exact)
      json.minor("amount", amount)
      json.array("taxes", taxes) { json, tax in json.number(nil, Int64(tax)) }
      if let charge { json.number("charge", charge) }
      if let credits { json.text("credits", credits) }
      if let discount { json.text("discount", discount) }
    }
  }
}

extension TaxLine {
  func write(to json: inout JSONBytes) {
    json.object { json in
      json.text("authority", authority)
      json.text("name", name)
      json.text("rule", rule)
      json.percent("percent", percent)
      json.minor("base", base)
      json.minor("amount", amount)
    }
  }
}

extension InvoiceTotals {
  func write(to json: inout JSONBytes) {
    json.object("totals") { json in
      json.minor("usage", usage)
      json.minor("shortfall", shortfall)
      json.minor("recurring", recurring)
      json.minor("one_off", oneOff)
      json.minor("net", net)
      json.minor("tax", tax)
      json.minor("charges", charges)
      json.minor("carried_forward", carriedForward)
      json.minor("movements", movements)
      json.minor("due", due)
    }
  }
}

extension Ageing {
  func write(to json: inout JSONBytes) {
    json.object("ageing") { json in
      json.minor("current", current)
      json.minor("days_1_to_30", days1To30)
      json.minor("days_31_to_60", days31To60)
      json.minor("days_61_to_90", days61To90)
      json.minor("over_90", over90)
    }
  }
}
