/// The titles that decks of the trade have for what we read.
///
/// Each list goes from the most telling word to the least: of several columns the one with the first word is meant.
enum TradeTitles {
  static let columns: [(DeckColumn, [String])] = [
    (.prefix, plain(
      northAmerican + [
        "dial code", "dialcode", "dialing code", "dialling code", "dialled code", "destination code", "breakout code",
        "city code", "area code", "dial prefix", "prefix", "code", "dialed digit", "e164",
      ])),
    (.ratePerMinute, plain([
      "new rate", "new price", "new rate min", "rate per minute", "rate per min", "rate min", "rate minute", "price per minute",
      "price per min", "price min", "cost per minute", "cost min", "per minute charge", "per minute rate", "per minute",
      "charge per minute", "rate", "price", "money min", "money per min", "money per minute",
    ])),
    (.effectiveFrom, plain([
      "effective date", "effective from", "effective", "effective since", "eff date", "valid from", "start date",
      "starting date", "activation date",
    ])),
    (.effectiveTo, plain([
      "effective to", "effective until", "valid to", "valid until", "end date", "expiry date", "expiration date",
    ])),
    (.increments, plain([
      "billing increment", "billing interval", "charging interval", "billing term", "billing", "increment", "interval", "min inc",
      "rounding", "charge period", "charging period",
    ])),
    (.firstInterval, plain([
      "initial increment", "first increment", "initial interval", "first interval", "interval 1", "initial period",
      "minimum duration", "minimum time", "min duration",
    ])),
    (.nextInterval, plain([
      "next increment", "subsequent increment", "additional increment", "next interval", "subsequent interval",
      "additional interval", "interval n",
    ])),
    (.connectFee, plain([
      "connection fee", "connection charge", "connection cost", "connect fee", "setup fee", "set up fee", "setup cost",
    ])),
    (.status, plain([
      "change", "change type", "type of change", "rate change", "code change", "status", "action", "comment", "remark",
    ])),
  ]

  /// In place of a prefix: what a row stands under in several columns, or by its place.
  static let keys: [(DeckColumn, [String])] = [
    (.npa, plain(["npa"])), (.nxx, plain(["nxx"])),
    (.block, plain(["y", "x", "block", "block id", "thousand block", "thousands block"])),
    (.lata, plain(["lata", "lata number", "term lata", "terminating lata", "orig lata", "originating lata"])),
    (.ocn, plain(["ocn", "term ocn", "terminating ocn", "orig ocn", "originating ocn"])),
    (.state, plain(["state", "st"])),
  ]

  /// Parts of a destination's name, in the order in which the columns stand.
  static let names = Set(plain([
    "country", "country name", "destination", "destination name", "network", "operator", "breakout", "breakout name",
    "description", "zone", "zone name", "area", "area name", "location", "city", "region", "name",
  ]))

  static let northAmerican = plain(["npanxx", "npa nxx", "npanxxx", "npa nxx x", "npanxx x", "npanxxy", "npa nxx y"])

  static let jurisdictions: [(name: String, words: [String])] = [
    ("interstate", plain(["inter", "interstate", "inter state", "inter rate", "interstate rate", "inter state rate"])),
    ("intrastate", plain(["intra", "intrastate", "intra state", "intra rate", "intrastate rate", "intra state rate"])),
    ("indeterminate", plain([
      "indeterminate", "indeterminate rate", "indet", "indet rate", "indeterminate jurisdiction", "ij", "ij rate",
    ])),
  ]

  private static let currencies = Set(["usd", "eur", "gbp", "cad", "aud", "chf", "us$", "$", "€", "£"])

  /// A title as it is compared: words without marks between them, plural endings, units of length and currencies:
  /// `City Code(s)` is `city code`, `Cost / Min (USD)` is `cost min`. A currency at the beginning is `money`.
  static func plain(_ title: String) -> String {
    var text = title.lowercased().replacing("(s)", with: "")
    for mark in ["(sec)", "(secs)", "(seconds)"] { text = text.replacing(mark, with: "") }
    text = text.replacing("$", with: " $ ").replacing("€", with: " € ").replacing("£", with: " £ ")
    var words = text.split { !($0.isLetter || $0.isNumber || "$€£".contains($0)) }.map(String.init)
    if let first = words.first, currencies.contains(first), words.count > 1 { words[0] = "money" }
    words.removeAll { currencies.contains($0) }
    return words.map { $0.count > 3 && $0.hasSuffix("s") && !$0.hasSuffix("ss") && !$0.hasSuffix("us") ? String($0.dropLast()) : $0 }
      .joined(separator: " ")
  }

  private static func plain(_ titles: [String]) -> [String] { titles.map { plain($0) } }
}
