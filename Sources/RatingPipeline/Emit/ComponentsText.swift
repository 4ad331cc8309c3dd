package import Bytes
internal import RatePlans
package import Rating
package import Telecom

/// What a charge is made of, as a JSON array whose amounts add up to it:
/// `[{"kind":"termination","prefix":"44","destination":"United Kingdom","amount":"0.02"},{"kind":"payphone","amount":"0.6"}]`.
///
/// All plans' words stand in one text, so that a row reads no array that other threads count references of.
package struct ComponentsText: Sendable {
  /// Where the array stands.
  package enum Place: Sendable {
    case json
    /// In a quoted value of CSV: every quote is doubled.
    case csv
  }

  /// Where a plan's part of `heads` and `specials` begins.
  private struct Plan {
    var head: Int
    var special: Int
  }

  private struct Head {
    /// What stands before the prefix: a place in `words`.
    var words: TextRange
    /// Where the tariff's destinations begin.
    var destinations: Int
  }

  private let place: Place
  private let plans: [Plan]
  /// By tariff.
  private let heads: [Head]
  /// What stands before the amount, by special charge: places in `words`.
  private let specials: [TextRange]
  private let words: [UInt8]
  private let destinations: [UInt8]

  package init(_ rater: AccountRater, in place: Place = .json) {
    let words = LabelWriter { bytes in
      let writer = ByteWriter(capacity: 64)
      if place == .csv { writer.appendDoublingQuotes(bytes, 0..<bytes.count) } else { writer.append(contentsOf: bytes) }
      return writer.bytes
    }
    self.place = place
    plans = rater.raters.indices.map { index in
      Plan(
        head: rater.raters[..<index].reduce(0) { $0 + $1.plan.tariffs.count },
        special: rater.raters[..<index].reduce(0) { $0 + $1.plan.specialCharges.count })
    }
    let starts = rater.destinationStarts.joined()
    heads = zip(rater.raters.flatMap(\.plan.tariffs), starts).map { tariff, start in
      let measure = tariff.measure == .seconds ? "" : ",\"measure\":\"\(tariff.measure.rawValue)\""
      let head = "{\"kind\":\"\(tariff.leg.rawValue)\"\(measure),\"prefix\":\""
      return Head(words: words.label(head), destinations: start)
    }
    destinations = rater.destinations
    specials = rater.raters.flatMap(\.plan.specialCharges).map { special in
      let writer = ByteWriter(capacity: 64)
      writer.append(literal: "{\"kind\":")
      writer.appendJSON(special.name)
      return words.label(writer.bytes)
    }
    self.words = words.text + [UInt8](repeating: 0, count: 32)  // So that the last word too can be copied in one go.
  }

  /// - Parameter index: of a row with components.
  package func write(_ index: Int, of rows: RatedRows, to writer: ByteWriter) {
    let components = rows.components(of: index)
    let plan = plans[Int(rows.usage[index].plan)]
    for position in components {
      writer.append(UInt8(ascii: position == components.lowerBound ? "[" : ","))
      switch rows.components[Int(position)].source {
      case .special(let special): writer.append(words, specials[plan.special + Int(special)].range)
      case .limit: writer.append(literal: place == .csv ? "{\"\"kind\"\":\"\"limit\"\"" : "{\"kind\":\"limit\"")
      case .tariff(let tariff, let prefix, let destination):
        let head = heads[plan.head + Int(tariff)]
        writer.append(words, head.words.range)
        write(DeckPrefix(key: prefix), to: writer)
        writer.append(literal: place == .csv ? "\"\",\"\"destination\"\":" : "\",\"destination\":")
        let start = head.destinations + Int(destination.offset)
        writeText(destinations, start..<start + Int(destination.count), writer)
      }
      writer.append(literal: place == .csv ? ",\"\"amount\"\":\"\"" : ",\"amount\":\"")
      writer.append(nanos: rows.components[Int(position)].nanos)
      writer.append(literal: place == .csv ? "\"\"}" : "\"}")
    }
    writer.append(UInt8(ascii: "]"))
  }

  private func writeText(_ bytes: [UInt8], _ range: Range<Int>, _ writer: ByteWriter) {
    guard place == .csv else { return writer.appendJSON(bytes, range) }
    if ByteWriter.isPlainJSON(bytes, range) {
      writer.append(literal: "\"\"")
      writer.append(bytes, range)
      writer.append(literal: "\"\"")
    } else {
      let escaped = ByteWriter(capacity: 64)
      escaped.appendJSON(bytes, range)
      writer.appendDoublingQuotes(escaped.bytes, 0..<escaped.count)
    }
  }

  /// As decks write it.
  private func write(_ prefix: DeckPrefix, to writer: ByteWriter) {
    if prefix == .default { return writer.append(UInt8(ascii: "*")) }
    let count = prefix.digitCount
    let ones = 0x1111_1111_1111_1111 & ~(UInt64.max >> UInt64(4 * count))  // A key's digits are one too high each.
    writer.append(packedDigits: prefix.key &- ones, count: count)
    if prefix.isExact { writer.append(UInt8(ascii: "$")) }
  }
}
