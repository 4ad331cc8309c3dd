package import Bytes
internal import RatePlans
package import Rating
package import Telecom

/// What a charge is made of, as a JSON array whose amounts add up to it:
/// `[{"kind":"termination","prefix":"44","destination":"United Kingdom","amount":"0.02"},{"kind":"payphone","amount":"0.6"}]`.
///
/// All words stand in one text, so that a row reads no array that other threads count references of.
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
  /// What stands before the amount, by special charge, and before that of a limit: places in `words`.
  private let specials: [TextRange]
  private let limit: TextRange
  /// What stands between prefix and destination, before the amount, and behind it: places in `words`.
  private let (destination, amount, end): (TextRange, TextRange, TextRange)
  /// The same as `destination` behind a prefix whose last quote is there.
  private let otherDestination: TextRange
  private let words: [UInt8]
  private let destinations: [UInt8]
  /// By tariff: asked only for keys that are no digits.
  private let tariffs: [Tariff]

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
    specials = rater.raters.flatMap(\.plan.specialCharges).map { special in
      let writer = ByteWriter(capacity: 64)
      writer.append(literal: "{\"kind\":")
      writer.appendJSON(special.name)
      return words.label(writer.bytes)
    }
    limit = words.label("{\"kind\":\"limit\"")
    destination = words.label("\",\"destination\":\"")
    otherDestination = words.label(",\"destination\":\"")
    amount = words.label(",\"amount\":\"")
    end = words.label("\"}")
    self.words = words.text + [UInt8](repeating: 0, count: 32)  // So that the last word too can be copied in one go.
    destinations = rater.destinations
    tariffs = rater.raters.flatMap(\.plan.tariffs)
  }

  /// - Parameter index: of a row with components.
  package func write(_ index: Int, of rows: RatedRows, to writer: ByteWriter) {
    let components = rows.components(of: index)
    let plan = plans[Int(rows.usage[index].plan)]
    for position in components {
      writer.append(UInt8(ascii: position == components.lowerBound ? "[" : ","))
      switch rows.components[Int(position)].source {
      case .special(let special): word(specials[plan.special + Int(special)], writer)
      case .limit: word(limit, writer)
      case .tariff(let tariff, let prefix, let destination):
        let head = heads[plan.head + Int(tariff)]
        word(head.words, writer)
        if DeckPrefix(key: prefix).isDigits {
          write(DeckPrefix(key: prefix), to: writer)
          word(self.destination, writer)
        } else {
          let name = tariffs[plan.head + Int(tariff)].keyName(ofKey: prefix)
          writeName(head.destinations + Int(name.offset)..<head.destinations + Int(name.offset + name.count), writer)
          word(self.otherDestination, writer)
        }
        let start = head.destinations + Int(destination.offset)
        writeName(start..<start + Int(destination.count), writer)
      }
      word(amount, writer)
      writer.append(nanos: rows.components[Int(position)].nanos)
      word(end, writer)
    }
    writer.append(UInt8(ascii: "]"))
  }

  private func word(_ word: TextRange, _ writer: ByteWriter) { writer.append(words, word.range) }

  /// The rest of a string whose first quote is there, and its last quote.
  private func writeName(_ range: Range<Int>, _ writer: ByteWriter) {
    if ByteWriter.isPlainJSON(destinations, range) {
      writer.append(destinations, range)
      if place == .csv { writer.append(34) }
      return writer.append(34)
    }
    let name = ByteWriter(capacity: 64)
    name.appendJSON(destinations, range)
    let bytes = name.bytes
    if place == .csv { writer.appendDoublingQuotes(bytes, 1..<bytes.count) } else { writer.append(bytes, 1..<bytes.count) }
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
