import Rating
import Telecom
import TestSupport

extension OracleGeography {
  /// The same by the engine, through the files that users write.
  func loaded() throws -> CallGeography {
    var numbering = NumberingText.header
    for row in rows {
      let dates = [row.from, row.to].map { $0.map { "\(Timestamp(milliseconds: $0, offset: 0))" } ?? "" }
      let cells = [row.areaCode, row.exchange, row.block, row.state, row.lata, row.ocn, row.rateCentre] + dates
      numbering += cells.joined(separator: ",") + "\n"
    }
    let lrns = ported.sorted { $0.key < $1.key }.map { "\($0.key),\($0.value)\n" }
    return CallGeography(
      try NumberingText.load(numbering).numbering, ported: try NumberingText.ported("number,lrn\n" + lrns.joined()))
  }

  /// Places of the numbers that `CallSpecimen.randomCarriers` calls and is called from.
  /// - Parameter instant: around which rows begin and end, milliseconds since 1970 UTC.
  static func random(near instant: Int64, using random: inout Seeded) -> OracleGeography {
    var rows: [Row] = []
    let exchanges: [(String, String, String)] = [
      ("201", "200", "NJ"), ("201", "201", "NJ"), ("609", "200", "NJ"), ("609", "300", "NJ"), ("212", "200", "NY"),
      ("416", "200", "ON"), ("514", "200", "QC"), ("809", "200", "DR"), ("787", "200", "PR"), ("305", "", "FL"),
      ("706", "200", ""), ("201", "", "NJ"), ("303", "555", "NY"),
    ]
    for (areaCode, exchange, state) in exchanges where Int.random(in: 0..<6, using: &random) > 0 {
      let blocks = exchange.isEmpty ? [""] : [["", "0"], [""], ["", "", "5"]].randomElement(using: &random)!
      for (index, block) in blocks.enumerated() {
        let isUsual = Int.random(in: 0..<6, using: &random) > 0
        var row = Row(
          areaCode: areaCode, exchange: exchange, block: block,
          state: isUsual ? state : ["NJ", "NY", "ON", "DR", ""].randomElement(using: &random)!)
        row.lata = ["224", "224", "222", ""].randomElement(using: &random)!
        row.ocn = ["9206", "9206", "073H", ""].randomElement(using: &random)!
        row.rateCentre = ["JERSEYCITY", "JERSEYCITY", "HACKENSACK", ""].randomElement(using: &random)!
        // Two rows of one exchange differ in when they begin.
        if index > 0, block.isEmpty || Bool.random(using: &random) {
          row.from = (instant / 1000 + Int64(index) * Int64.random(in: -1...1, using: &random)) * 1000
        }
        if Int.random(in: 0..<8, using: &random) == 0 { row.to = (row.from ?? instant / 1000 * 1000) + 3_000 }
        rows.append(row)
      }
    }
    let numbers = ["6092005555", "2012000001", "2122000001", "8005551212", "7062000001"]
    let lrns = ["2122000000", "2012010000", "4162000000", "9172000000", "8002000000"]
    let ported = numbers.filter { _ in Bool.random(using: &random) }.map { ($0, lrns.randomElement(using: &random)!) }
    return OracleGeography(rows: rows.shuffled(using: &random), ported: Dictionary(uniqueKeysWithValues: ported))
  }
}
