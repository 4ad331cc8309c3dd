import RatePlans
import Telecom
import TestSupport
import Testing

@Suite struct `Longest prefix` {
  /// Prefixes of a few digits from a small alphabet, so that they nest; some exact numbers; often a default.
  private static func prefixes(_ random: inout Seeded, count: Int, digits: String, longest: Int) -> [DeckPrefix] {
    (0..<count).map { _ in
      if Int.random(in: 0..<count, using: &random) == 0 { return .default }
      let text = String((0..<Int.random(in: 1...longest, using: &random)).map { _ in digits.randomElement(using: &random)! })
      return DeckPrefix(PhoneNumber(text)!, isExact: Int.random(in: 0..<8, using: &random) == 0)
    }
  }

  /// The slow algorithm: of all prefixes that the number begins with, the longest; an exact number before any.
  private static func scan(_ prefixes: [[UInt8]], _ number: PhoneNumber) -> Int32 {
    let digits = Array(number.description.utf8)
    var best: (index: Int32, length: Int) = (-1, -1)
    for (index, prefix) in prefixes.enumerated() {
      let length: Int
      switch prefix.last {
      case UInt8(ascii: "*"): length = 0
      case UInt8(ascii: "$"): length = prefix.dropLast().elementsEqual(digits) ? 100 : -1
      default: length = digits.starts(with: prefix) ? prefix.count : -1
      }
      if length > best.length { best = (Int32(index), length) }
    }
    return best.index
  }

  @Test func `is what a linear scan finds`() {
    for seed in 0..<60 as Range<UInt64> {
      var random = Seeded(seed)
      // Past a thousand nodes the trie looks four digits up at once, if there are no exact numbers.
      let isLarge = seed % 15 == 0
      let digits = isLarge ? "0123456789" : "0127"
      var prefixes = Self.prefixes(
        &random, count: isLarge ? 900 : Int.random(in: 0...60, using: &random), digits: digits,
        longest: seed % 5 == 0 ? 15 : 6)
      if seed % 2 == 0 { prefixes.removeAll(where: \.isExact) }
      let tariff = Tariff(
        measure: .seconds, rows: prefixes.map { ($0, RateRow()) }, text: [], jurisdictions: [], files: ["deck"])
      let texts = tariff.groups.map { Array($0.prefix.description.utf8) }
      var numbers = (0..<100).map { _ in
        let count = Int.random(in: 1...15, using: &random)
        return PhoneNumber(String((0..<count).map { _ in digits.randomElement(using: &random)! }))!
      }
      for prefix in prefixes.prefix(100) where prefix != .default {
        let own = prefix.description.replacing("$", with: "")
        numbers.append(PhoneNumber(own)!)
        numbers.append(PhoneNumber((own + "1").prefix(15))!)
      }
      for number in numbers {
        let (found, expected) = (tariff.match(number), Self.scan(texts, number))
        #expect(found == expected, "seed \(seed), number \(number)")
      }
    }
  }

  @Test func `leads to every shorter one`() {
    for seed in 0..<60 as Range<UInt64> {
      var random = Seeded(seed)
      let prefixes = Self.prefixes(&random, count: 80, digits: "012", longest: 5)
      let tariff = Tariff(
        measure: .seconds, rows: prefixes.map { ($0, RateRow()) }, text: [], jurisdictions: [], files: ["deck"])
      for group in tariff.groups where group.prefix != .default {
        let digits = group.prefix.description.replacing("$", with: "")
        let shorter = tariff.groups.map(\.prefix.description).filter {
          $0 != group.prefix.description && ($0 == "*" || digits.hasPrefix($0))
        }
        let expected = shorter.max { ($0 == "*" ? 0 : $0.count) < ($1 == "*" ? 0 : $1.count) }
        let found = group.shorter < 0 ? nil : tariff.groups[Int(group.shorter)].prefix.description
        #expect(found == expected, "seed \(seed), prefix \(group.prefix)")
      }
    }
  }

  @Test func `sorts rows by prefix and keeps those of one prefix in order`() {
    for seed in 0..<2_000 as Range<UInt64> {
      var random = Seeded(seed)
      // Few prefixes often agree in whole runs of digits, which the sort passes over.
      let count = seed % 50 == 0 ? 300 : Int.random(in: 2...8, using: &random)
      let digits = seed % 50 == 0 ? "0123456789" : "012"
      let prefixes = Self.prefixes(&random, count: count, digits: digits, longest: seed % 2 == 0 ? 7 : 15)
      let rows = prefixes.enumerated().map { index, prefix in
        var row = RateRow()
        row.line = Int32(index)
        return (prefix, row)
      }
      let tariff = Tariff(measure: .seconds, rows: rows, text: [], jurisdictions: [], files: ["deck"])
      let expected = rows.sorted { ($0.0.key, $0.1.line) < ($1.0.key, $1.1.line) }.map(\.1.line)
      #expect(tariff.rows.map(\.line) == expected, "seed \(seed)")
      #expect(tariff.groups.map(\.rowCount).reduce(0, +) == count, "seed \(seed)")
    }
  }
}

@Suite struct `The row that prices a step` {
  private static func row(
    _ rate: Int64, from: Int64 = .min, to: Int64 = .max, band: Int16 = -1, jurisdiction: Int16 = -1, after: Int64 = 0
  ) -> RateRow {
    var row = RateRow()
    row.rateNanos = rate
    (row.effectiveFrom, row.effectiveTo) = (from, to)
    (row.band, row.jurisdiction, row.fromSeconds) = (band, jurisdiction, after)
    return row
  }

  private static func tariff(_ rows: [(String, RateRow)]) -> Tariff {
    Tariff(
      measure: .seconds,
      rows: rows.map { ($0 == "*" ? .default : DeckPrefix(PhoneNumber($0)!), $1) }, text: [],
      jurisdictions: ["inter", "intra"], files: ["deck"])
  }

  @Test(arguments: [
    // band, jurisdiction, elapsed, at → rate; -1 none
    (-1, -1, 0, 50, 1), (-1, -1, 0, 100, 2), (-1, -1, 0, 199, 2), (-1, -1, 0, 250, 1),  // the latest in force
    (0, -1, 0, 50, 3), (1, -1, 0, 50, 1),  // a band before none
    (0, 0, 0, 50, 4), (1, 0, 0, 50, 4),  // a jurisdiction before a band
    (0, 1, 0, 50, 5), (1, 1, 0, 50, 1),  // both before either
    (0, -1, 59, 50, 3), (0, -1, 60, 50, 6), (0, -1, 180, 50, 7),  // the latest step that has begun
    (-1, -1, 500, 50, 1),
  ])
  func `is the most particular`(band: Int16, jurisdiction: Int16, elapsed: Int64, at: Int64, rate: Int64) {
    let tariff = Self.tariff([
      ("44", Self.row(1)), ("44", Self.row(2, from: 100, to: 200)), ("44", Self.row(3, band: 0)),
      ("44", Self.row(4, jurisdiction: 0)), ("44", Self.row(5, band: 0, jurisdiction: 1)),
      ("44", Self.row(7, band: 0, after: 180)), ("44", Self.row(6, band: 0, after: 60)),
    ])
    let found = tariff.row(in: tariff.groups[0], band: band, jurisdiction: jurisdiction, elapsed: elapsed, at: at)
    #expect(found >= 0 ? tariff.rows[Int(found)].rateNanos == rate : rate == -1)
  }

  @Test(arguments: [
    // band, elapsed, at, version of the first step → rate; -1 none: a version with a band and a step, then a bare one
    (-1, 0, 50, nil, 1), (-1, 180, 50, .min, 2), (0, 0, 50, nil, 4), (0, 180, 50, .min, 4),
    (-1, 0, 300, nil, 3), (0, 0, 300, nil, 3), (-1, 180, 300, 300, 3), (0, 180, 300, 300, 3),
    (1, 0, 250, nil, 5), (1, 0, 300, nil, 3), (-1, 60, 300, 200, -1), (1, 60, 300, 200, 5),
  ] as [(Int16, Int64, Int64, Int64?, Int64)])
  func `is of the latest version, whose rows alone count`(
    band: Int16, elapsed: Int64, at: Int64, version: Int64?, rate: Int64
  ) {
    let tariff = Self.tariff([
      ("44", Self.row(1)), ("44", Self.row(2, after: 180)), ("44", Self.row(4, band: 0)), ("44", Self.row(3, from: 300)),
      ("44", Self.row(5, from: 200, band: 1)), ("44", Self.row(3, from: 300)),
    ])
    let found = tariff.row(
      in: tariff.groups[0], band: band, jurisdiction: -1, elapsed: elapsed, at: at, version: version)
    #expect(found >= 0 ? tariff.rows[Int(found)].rateNanos == rate : rate == -1)
  }

  @Test(arguments: [
    // number, band, at → rate; nil when no prefix has a row that applies
    ("4420123", 0, 50, 1), ("4420123", -1, 50, 3), ("4420123", -1, 500, 4), ("45", -1, 500, nil), ("45", -1, 50, 4),
    ("442", 0, 50, 3),
  ] as [(String, Int16, Int64, Int64?)])
  func `is that of the longest prefix which has one`(number: String, band: Int16, at: Int64, rate: Int64?) throws {
    let tariff = Self.tariff([
      ("4420", Self.row(1, band: 0)), ("4420", Self.row(2, after: 60)), ("44", Self.row(3, to: 100)),
      ("*", Self.row(4, to: number == "45" ? 100 : .max)),
    ])
    let chosen = tariff.choose(try #require(PhoneNumber(number)), band: band, jurisdiction: -1, at: at)
    #expect(chosen.map { tariff.rows[Int($0.row)].rateNanos } == rate)
  }
}
