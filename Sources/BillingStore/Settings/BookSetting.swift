internal import RatePlans
package import Telecom

/// A setting of a book: `operator`, `currency`, `time_zone`, `invoice_series` and what else its parts ask for.
package struct BookSetting: Hashable, Sendable {
  package var name: String
  package var value: String

  package init(_ name: String, _ value: String) {
    self.name = name
    self.value = value
  }

  /// Reads `name=value`.
  package init?(argument: String) {
    guard let sign = argument.firstIndex(of: "="), sign != argument.startIndex else { return nil }
    self.init(String(argument[..<sign]), String(argument[argument.index(after: sign)...]))
  }

  /// What every book has.
  static let required = ["operator", "currency", "time_zone"]
  /// What the program asks for; others are kept for whoever set them.
  private static let known = required + ["invoice_series", "credit_note_series"]

  /// The settings of a new book.
  /// - Returns: their values by name.
  /// - Throws: everything that is wrong with them.
  package static func checked(_ settings: [BookSetting]) throws(ProblemReport) -> [String: String] {
    let log = ProblemLog()
    let values = check(settings, log) { setting in
      required.contains(setting.name) ? "--" + setting.name.replacing("_", with: "-") : "--set"
    }
    for setting in settings where setting.value.isEmpty && !required.contains(setting.name) {
      log.error(InputLocation("--set"), "\(setting.name) is empty", remedy: "give it a value")
    }
    guard log.problems.isEmpty else { throw ProblemReport(log.problems) }
    return values
  }

  /// - Parameter place: where a setting was typed.
  static func check(
    _ settings: [BookSetting], _ log: ProblemLog, at place: (BookSetting) -> String
  ) -> [String: String] {
    var values: [String: String] = [:]
    for setting in settings {
      let place = InputLocation(place(setting))
      setting.check(log, place)
      if values.updateValue(setting.value, forKey: setting.name) != nil {
        log.error(place, "\(setting.name) is set twice", remedy: "set it once")
      }
    }
    return values
  }

  private func check(_ log: ProblemLog, _ place: InputLocation) {
    if value.isEmpty, Self.required.contains(name) { log.error(place, "\(name) is empty", remedy: "give it a value") }
    switch name {
    case "currency":
      if !value.isEmpty, Currency(value) == nil {
        log.error(place, "there is no currency '\(value)'", remedy: "give three capital letters, such as USD")
      }
    case "time_zone":
      if !value.isEmpty, ZoneRules(named: value) == nil {
        log.error(place, "there is no time zone '\(value)'", remedy: "name one as Europe/Berlin, UTC or +02:00")
      }
    case "schema_version":
      log.error(place, "schema_version is the book's own", remedy: "leave it out")
    default:
      guard let first = name.utf8.first, 97...122 ~= first,
        name.utf8.allSatisfy({ 97...122 ~= $0 || 48...57 ~= $0 || $0 == 95 })
      else {
        return log.error(place, "'\(name)' is no name of a setting", remedy: "use small letters, digits and underscores")
      }
      if !Self.known.contains(name), let nearest = Spelling.nearest(to: name, among: Self.known) {
        log.error(place, "there is no setting '\(name)'", remedy: "did you mean \(nearest)? Else take another name")
      }
    }
  }
}
