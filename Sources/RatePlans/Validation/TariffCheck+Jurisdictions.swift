internal import Telecom

/// Jurisdictions that some prefixes have rows for, and others only for the wider one.
extension TariffCheck {
  /// Rows for local calls anywhere keep these off all rows for calls within the LATA and the state, and rows for calls
  /// within the LATA off those within the state. One warning each, at the first row that is passed over.
  func checkNarrowJurisdictions() {
    for narrow in [Jurisdiction.local, .intralata] {
      guard let own = tariff.jurisdictions.firstIndex(of: narrow.code) else { continue }
      let wider = sequence(first: narrow) { $0.wider }.dropFirst().compactMap { tariff.jurisdictions.firstIndex(of: $0.code) }
      guard !wider.isEmpty else { continue }
      var (passed, first): (Int, (row: Int, name: String)?) = (0, nil)
      var owned: Int?
      for group in tariff.groups {
        let range = Int(group.firstRow)..<Int(group.firstRow + group.rowCount)
        func row(for jurisdictions: [Int]) -> Int? {
          range.first { jurisdictions.contains(Int(tariff.rows.terms(at: $0).jurisdiction)) }
        }
        if let row = row(for: [own]) {
          owned = owned ?? row
        } else if let row = row(for: wider) {
          passed += 1
          if first.map({ tariff.rows[$0.row].line > tariff.rows[row].line }) ?? true { first = (row, name(of: group)) }
        }
      }
      guard let first, let owned else { continue }
      let jurisdiction = tariff.jurisdictions[Int(tariff.rows.terms(at: first.row).jurisdiction)]
      report(
        .warning, first.row,
        "\(first.name) has a row for \(jurisdiction) calls and none for \(narrow.code) ones, which have rows of their own, as at "
          + "\(place(tariff.rows[owned], from: tariff.rows[first.row])): no \(narrow.code) call goes by this one"
          + (passed == 1 ? "" : ", nor by such of \(passed - 1) more"),
        remedy: "repeat it for \(narrow.code), or delete the rows for \(narrow.code)")
    }
  }
}
