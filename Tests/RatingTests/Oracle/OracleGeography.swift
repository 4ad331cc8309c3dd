import Telecom

/// Where calls are, found by going through the rows of the numbering file as a person would, with strings.
struct OracleGeography {
  struct Row: Equatable {
    /// `201`.
    var areaCode: String
    /// `200`; empty for the rest of the area code.
    var exchange = ""
    /// `3`; empty for all of the exchange.
    var block = ""
    var state: String
    var lata = ""
    var ocn = ""
    var rateCentre = ""
    /// Milliseconds since 1970 UTC; `nil`: open.
    var from: Int64?
    var to: Int64?
  }

  var rows: [Row]
  /// Ten digits each.
  var ported: [String: String] = [:]

  struct Answer: Equatable {
    var jurisdiction: Jurisdiction
    /// The LRN that the called number was ported to, with its country code.
    var routing: String?
    /// Where the numbers are, by their LRN where they have one.
    var calling: Row?
    var called: Row?
  }

  private enum End {
    case unknown, foreign, tollFree, unplaced
    case placed(Row)
  }

  /// - Parameters:
  ///   - calling: E.164, `nil` where there is none or only a short number; `called` too.
  ///   - lrn: the called number's as the record has it, with the country code.
  func answer(calling: String?, called: String?, lrn: String?, at start: Int64) -> Answer {
    let routing = called.flatMap { Self.national($0) }.flatMap { lrn ?? ported[$0].map { "1" + $0 } }
    let callingLRN = calling.flatMap { Self.national($0) }.flatMap { ported[$0] }.map { "1" + $0 }
    let jurisdiction = jurisdiction(end(calling, callingLRN, start), end(called, routing, start))
    return Answer(
      jurisdiction: jurisdiction, routing: routing, calling: place(calling, callingLRN, start), called: place(called, routing, start))
  }

  private func place(_ number: String?, _ routing: String?, _ start: Int64) -> Row? {
    guard let number, Self.national(number) != nil else { return nil }
    return row(of: String((routing ?? number).dropFirst()), start)
  }

  private func jurisdiction(_ calling: End, _ called: End) -> Jurisdiction {
    switch (called, calling) {
    case (.unknown, _): return .indeterminate
    case (.foreign, _), (_, .foreign): return .international
    case (_, .unknown), (_, .tollFree), (.tollFree, _), (.unplaced, _), (_, .unplaced): return .indeterminate
    case (.placed(let to), .placed(let from)):
      if country(to.state) != country(from.state) { return .international }
      if to.state != from.state { return .interstate }
      if !to.rateCentre.isEmpty, to.rateCentre == from.rateCentre { return .local }
      return !to.lata.isEmpty && to.lata == from.lata ? .intralata : .intrastate
    }
  }

  private func end(_ number: String?, _ routing: String?, _ start: Int64) -> End {
    guard let number else { return .unknown }
    guard Self.national(number) != nil else { return number.hasPrefix("1") ? .unknown : .foreign }
    let digits = String((routing ?? number).dropFirst())
    if ["800", "833", "844", "855", "866", "877", "888"].contains(digits.prefix(3)) { return .tollFree }
    guard let row = row(of: digits, start), !row.state.isEmpty else { return .unplaced }
    return .placed(row)
  }

  /// Of the rows in force one for the block before one for the exchange before one for the area code, then the latest.
  private func row(of digits: String, _ start: Int64) -> Row? {
    let inForce = rows.filter { $0.areaCode == digits.prefix(3) && $0.from ?? .min <= start && start < $0.to ?? .max }
    let exchange = inForce.filter { $0.exchange == digits.dropFirst(3).prefix(3) }
    let block = exchange.filter { $0.block == digits.dropFirst(6).prefix(1) }
    let whole = exchange.filter(\.block.isEmpty)
    let fitting = [block, whole, inForce.filter(\.exchange.isEmpty)].first { !$0.isEmpty } ?? []
    return fitting.max { $0.from ?? .min < $1.from ?? .min }
  }

  /// The ten digits of a North American number.
  static func national(_ number: String) -> String? {
    let digits = Array(number)
    guard digits.count == 11, digits[0] == "1", "23456789".contains(digits[1]), "23456789".contains(digits[4]) else { return nil }
    return String(digits[1...])
  }

  /// Only of the states that specimens have.
  private func country(_ state: String) -> String {
    switch state {
    case "NJ", "NY", "FL", "PR": "United States"
    case "ON", "QC": "Canada"
    default: state
    }
  }
}
