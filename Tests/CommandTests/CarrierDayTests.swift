import Foundation
import TestSupport
import Testing

/// The sample of a carrier's day: what the program makes of it, against what its README works out by hand.
@Suite struct `A carrier's day` {
  private let place: Workplace

  init() throws {
    place = try CarrierPlace().place
    try FileManager.default.removeItem(atPath: place.path + "/rated.csv")
    try FileManager.default.removeItem(atPath: place.path + "/rejects.csv")
  }

  private func sample(_ name: String) throws -> [UInt8] { try Array(Data(contentsOf: URL(fileURLWithPath: CarrierPlace.folder + "/" + name))) }

  /// The first command of the README.
  private func command() throws -> String {
    let lines = String(decoding: try sample("README.md"), as: UTF8.self).split(separator: "\n")
    return String(try #require(lines.first { $0.hasPrefix("$ tollbook rate") }).dropFirst("$ tollbook".count))
  }

  /// A row of the README's table.
  private struct Worked {
    var record: String
    var tier: String
    var arithmetic: String
    var charge: String
  }

  private func worked() throws -> [Worked] {
    let lines = String(decoding: try sample("README.md"), as: UTF8.self).split(separator: "\n")
    let table = lines.drop { !$0.hasPrefix("| record |") }.dropFirst(2).prefix { $0.hasPrefix("|") }
    return table.map { line in
      let cells = line.dropFirst().dropLast().split(separator: "|", omittingEmptySubsequences: false)
        .map { $0.trimmingCharacters(in: .whitespaces) }
      return Worked(record: cells[0], tier: cells[1], arithmetic: cells[3], charge: cells[4])
    }
  }

  private func rated() throws -> [[String: String]] {
    CSVText.records(try sample("rated.csv")).map { $0.mapValues { String(decoding: $0, as: UTF8.self) } }
  }

  @Test(arguments: [1, 2]) func `is rated to the bytes that are kept, by every option there is`(threads: Int) throws {
    let outcome = try place.shell("$T \(try command()) --threads \(threads)")
    #expect(outcome.status == 3, "\(outcome.messages)")
    #expect(try place.bytes("rated.csv") == sample("rated.csv"))
    #expect(try place.bytes("rejects.csv") == sample("rejects.csv"))
    let summary = String(decoding: try sample("README.md"), as: UTF8.self).split(separator: "\n")
      .drop { !$0.hasPrefix("read ") }.prefix(5).joined(separator: "\n")
    #expect(outcome.messages.hasPrefix(summary + "\n"), "\(outcome.messages)")
  }

  @Test(arguments: [
    // changes of the numbering file, what explain says of a call from Hackensack to Trenton
    ("", "rate centre TRENTON: one state, two LATAs"), ("s/609,555,NJ,222/609,555,NJ,/", "rate centre TRENTON: one state, not known to be one LATA"),
    ("s/,224,/,222,/", "rate centre TRENTON: one LATA"),
  ])
  func `is explained with what is known of LATAs`(change: String, said: String) throws {
    let outcome = try place.shell(
      "sed -i '\(change)' numbering.csv; $T explain --plan plans/retail --numbering numbering.csv --from 12015550100 --to 16095550120 --at 2026-03-03T12:00:00Z --duration 60")
    #expect(outcome.status == 0 && outcome.text.contains(said), "\(outcome.text)")
  }

  @Test(arguments: [
    "numbering.csv", "lrn.csv", "resellers.csv", "suppliers.csv", "service-types.yaml", "subscribers.csv", "plans/retail/plan.yaml",
  ])
  func `is not written over what it is rated by`(file: String) throws {
    let outcome = try place.shell("$T \(try command().replacing("-o rated.csv", with: "-o \(file)"))")
    #expect(outcome.status == 64 && outcome.messages.contains("'\(file)' would be read, and written"), "\(outcome.messages)")
    #expect(try place.bytes(file) == sample(file))
  }

  @Test func `comes to what its README works out`() throws {
    let (rows, worked) = (try rated(), try worked())
    #expect(rows.map { "\($0["record_id"]!) \($0["tier"]!)" } == worked.map { "\($0.record) \($0.tier)" })
    for (row, by) in zip(rows, worked) {
      let terms = by.arithmetic.components(separatedBy: " + ").map { Product($0) }
      #expect(row["charge"] == by.charge, "\(by)")
      #expect(Product.roundedTenThousandths(terms) == Product(by.charge).tenThousandths, "\(by)")
      // The parts that rated usage lists are the README's terms, in whatever order.
      guard let components = row["components"], !components.isEmpty else { continue }
      let listed = try #require(try JSONSerialization.jsonObject(with: Data(components.utf8)) as? [[String: String]])
      let amounts = listed.compactMap { $0["amount"] }.map { Product($0).tenThousandths }.sorted()
      #expect(amounts == terms.map { Product.roundedTenThousandths([$0]) }.sorted(), "\(by)")
    }
  }

  @Test func `leaves each level what the next does not take`() throws {
    let rows = try rated()
    for (index, row) in rows.enumerated() {
      let next = index + 1 < rows.count && rows[index + 1]["tier"] != "retail" ? rows[index + 1] : nil
      #expect((row["margin"] == "") == (next == nil), "\(row)")
      guard let next else { continue }
      let left = Product(row["charge"]!).tenThousandths - Product(next["charge"]!).tenThousandths
      #expect(Product(row["margin"]!).tenThousandths == left, "\(row)")
    }
  }

  @Test func `is explained charge by charge`() throws {
    for row in try rated() {
      let outcome = try place.tollbook(
        "explain", "--plan", "plans/" + row["plan"]!, "--numbering", "numbering.csv", "--lrn", "lrn.csv", "--record",
        row["record_id"]!, "--input", "calls.csv", "--format", "json")
      let explained = try #require(
        try JSONSerialization.jsonObject(with: Data(outcome.output)) as? [String: Any], "\(outcome.messages)")
      #expect(explained["charge"] as? String == row["charge"], "\(row)")
      #expect(explained["jurisdiction"] as? String == row["jurisdiction"], "\(row)")
    }
  }
}

/// `66/60 × 0.04` as a fraction.
private struct Product {
  private var numerator: Int128 = 1
  private var denominator: Int128 = 1

  init(_ text: String) {
    for factor in text.components(separatedBy: " × ") {
      for (place, number) in factor.split(separator: "/").enumerated() {
        let parts = number.split(separator: ".")
        let scale = (parts.count == 2 ? parts[1] : "").reduce(Int128(1)) { product, _ in product * 10 }
        let digits = Int128(parts.joined())!
        if place == 0 { (numerator, denominator) = (numerator * digits, denominator * scale) } else { denominator *= digits }
      }
    }
  }

  /// Of an amount with no more than four decimals.
  var tenThousandths: Int128 { numerator * 10_000 / denominator }

  /// Their sum, rounded half up.
  static func roundedTenThousandths(_ terms: [Product]) -> Int128 {
    let denominator = terms.reduce(1) { $0 * $1.denominator }
    let sum = terms.reduce(0) { $0 + $1.numerator * (denominator / $1.denominator) }
    return (sum * 20_000 + denominator) / (2 * denominator)
  }
}
