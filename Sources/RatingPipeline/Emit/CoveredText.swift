package import Bytes
internal import RatePlans
package import Rating
package import Telecom

/// What allowances gave to a usage, in base units: in CSV `NAME:UNITS:LEFT`, several with a semicolon between, in JSON an
/// array, `[{"allowance":"national-500","units":60,"left":24510}]`. Metered quantities are decimals.
package struct CoveredText: Sendable {
  private struct Allowance {
    /// Its name: a place in `words`.
    var name: TextRange
    /// Base units are billionths of one.
    var isMetered: Bool
  }

  private let format: RatedUsageWriter.Format
  /// Those of all plans, plan by plan.
  private let allowances: [Allowance]
  /// By plan, where its own begin.
  private let firsts: [Int]
  private let words: [UInt8]

  package init(_ rater: AccountRater, _ format: RatedUsageWriter.Format = .jsonl) {
    self.format = format
    let words = LabelWriter { bytes in
      let writer = ByteWriter(capacity: 64)
      if format == .csv { writer.appendCSV(bytes, 0..<bytes.count) } else { writer.appendJSON(bytes, 0..<bytes.count) }
      return writer.bytes
    }
    var (allowances, firsts): ([Allowance], [Int]) = ([], [])
    for rater in rater.raters {
      firsts.append(allowances.count)
      allowances += rater.plan.promises.allowances.map {
        Allowance(name: words.label($0.name), isMetered: $0.unit.isMetered)
      }
    }
    (self.allowances, self.firsts, self.words) = (allowances, firsts, words.text)
  }

  /// - Parameter index: of a row of which allowances covered something.
  package func write(_ index: Int, of rows: RatedRows, to writer: ByteWriter) {
    let first = firsts[Int(rows.usage[index].plan)]
    if format == .jsonl { writer.append(91) }
    let covered = rows.covered(of: index)
    for place in covered {
      let units = rows.covered[Int(place)]
      let allowance = allowances[first + Int(units.allowance)]
      if place > covered.lowerBound { writer.append(format == .csv ? 59 : 44) }
      if format == .jsonl { writer.append(literal: "{\"allowance\":") }
      writer.append(words, allowance.name.range)
      writer.append(literal: format == .csv ? ":" : ",\"units\":")
      write(units.units, isMetered: allowance.isMetered, writer)
      writer.append(literal: format == .csv ? ":" : ",\"left\":")
      write(units.left, isMetered: allowance.isMetered, writer)
      if format == .jsonl { writer.append(125) }
    }
    if format == .jsonl { writer.append(93) }
  }

  private func write(_ units: Int64, isMetered: Bool, _ writer: ByteWriter) {
    if isMetered { writer.append(nanos: units) } else { writer.append(decimal: Int(units)) }
  }
}
