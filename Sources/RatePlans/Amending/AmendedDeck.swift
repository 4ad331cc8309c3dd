internal import Bytes
internal import Telecom

/// The rows of a deck with a notice laid onto it.
package struct AmendedDeck: Sendable {
  struct Row: Sendable {
    var prefix: DeckPrefix
    var destination: String
    var jurisdiction: String?
    /// Its band is the plan's; file and jurisdiction of its terms mean nothing.
    var row: RateRow
  }

  var rows: [Row]
  let bands: [String]
  let zone: ZoneRules

  private struct Column {
    var title: String
    /// Left out where no row needs it.
    var isNeeded: (Row) -> Bool
    var text: (Row) -> String
  }

  /// The deck in our own form, dates with the offset of the plan's clock so that they mean the same under any.
  package var csv: [UInt8] {
    let writer = ByteWriter()
    let columns = columns.filter { column in rows.contains { column.isNeeded($0) } }
    for (index, column) in columns.enumerated() { writer.append((index == 0 ? "" : ",") + column.title) }
    writer.append(10)
    for row in rows {
      for (index, column) in columns.enumerated() {
        if index > 0 { writer.append(UInt8(ascii: ",")) }
        writer.appendCSV(column.text(row))
      }
      writer.append(10)
    }
    return writer.bytes
  }

  private var columns: [Column] {
    let isPerMinute = rows.allSatisfy { $0.row.terms.unit == 60 }
    func amount(_ title: String, _ value: @escaping (RateRow) -> Int64, unless usual: Int64) -> Column {
      Column(title: title, isNeeded: { value($0.row) != usual }, text: { value($0.row) == usual ? "" : Decimal9.text(value($0.row)) })
    }
    func count(_ title: String, _ value: @escaping (RateRow) -> Int64, unless usual: Int64) -> Column {
      Column(title: title, isNeeded: { value($0.row) != usual }, text: { value($0.row) == usual ? "" : String(value($0.row)) })
    }
    return [
      Column(title: "prefix", isNeeded: { _ in true }, text: { $0.prefix.description }),
      Column(title: "destination", isNeeded: { _ in true }, text: { $0.destination }),
      Column(
        title: isPerMinute ? "rate_per_minute" : "rate", isNeeded: { _ in true }, text: { Decimal9.text($0.row.rateNanos) }),
      Column(title: "unit_s", isNeeded: { _ in !isPerMinute }, text: { String($0.row.terms.unit) }),
      Column(title: "first_interval_s", isNeeded: { _ in true }, text: { String($0.row.terms.firstInterval) }),
      Column(title: "next_interval_s", isNeeded: { _ in true }, text: { String($0.row.terms.nextInterval) }),
      Column(title: "effective_from", isNeeded: { _ in true }, text: { instant($0.row.terms.effectiveFrom, open: .min) }),
      Column(
        title: "effective_to", isNeeded: { $0.row.terms.effectiveTo != .max },
        text: { instant($0.row.terms.effectiveTo, open: .max) }),
      Column(
        title: "band", isNeeded: { $0.row.terms.band >= 0 },
        text: { $0.row.terms.band < 0 ? "" : bands[Int($0.row.terms.band)] }),
      Column(title: "jurisdiction", isNeeded: { $0.jurisdiction != nil }, text: { $0.jurisdiction ?? "" }),
      count("from_s", { $0.terms.fromSeconds }, unless: 0),
      amount("connect_fee", { $0.connectFeeNanos }, unless: 0),
      count("connect_covers_s", { $0.terms.connectCoversSeconds }, unless: 0),
      amount("minimum_charge", { $0.terms.minimumChargeNanos }, unless: 0),
      amount("maximum_charge", { $0.terms.maximumChargeNanos }, unless: .max),
      count("grace_s", { $0.terms.graceSeconds }, unless: 0),
      amount("per_call", { $0.terms.perCallNanos }, unless: 0),
      Column(title: "blocked", isNeeded: { $0.row.terms.blocked }, text: { $0.row.terms.blocked ? "1" : "" }),
    ]
  }

  private func instant(_ milliseconds: Int64, open: Int64) -> String {
    guard milliseconds != open else { return "" }
    let offset = zone.offset(at: milliseconds.flooredDivision(by: 1000))
    return Timestamp(milliseconds: milliseconds, offset: offset).description
  }
}
