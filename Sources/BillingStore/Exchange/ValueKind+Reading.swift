internal import Billing
internal import Foundation
internal import Telecom

extension ValueKind {
  /// Reads what is not empty and no reference.
  func value(_ text: String, _ context: ValueContext) throws(ValueFault) -> SQLValue {
    switch self {
    case .text:
      return .text(text)
    case .name:
      guard !text.unicodeScalars.contains(where: { $0.value < 32 || $0.value == 127 }) else {
        throw ValueFault(message: "it holds a control character", remedy: "take it out")
      }
      return .text(text)
    case .choice(let words):
      guard words.contains(text) else {
        throw ValueFault(message: "'\(text)' is not known here", remedy: Spelling.hint(for: text, among: words))
      }
      return .text(text)
    case .integer(let range):
      guard let number = Int64(text), range.contains(number) else {
        throw ValueFault(
          message: "'\(text)' does not fit", remedy: "write a whole number from \(range.lowerBound) to \(range.upperBound)")
      }
      return .integer(number)
    case .decimal(let range):
      let nanos = try Self.nanos(text)
      guard range.contains(nanos) else {
        throw ValueFault(
          message: "'\(text)' does not fit",
          remedy: "write a number from \(Decimal9.text(range.lowerBound)) to \(Decimal9.text(range.upperBound))")
      }
      return .integer(nanos)
    case .percent:
      let nanos = try Self.nanos(text)
      guard 0...100_000_000_000 ~= nanos else {
        throw ValueFault(message: "'\(text)' does not fit", remedy: "write a number from 0 to 100")
      }
      guard nanos % 1000 == 0 else {
        throw ValueFault(message: "'\(text)' has more than six decimals", remedy: "round it")
      }
      return .integer(nanos)
    case .amount:
      return .integer(try Self.minorUnits(text, context.currency))
    case .currency:
      guard Currency(text) != nil else {
        throw ValueFault(message: "there is no currency '\(text)'", remedy: "give three capital letters, such as USD")
      }
      return .text(text)
    case .zone:
      guard ZoneTable.shared.zone(text) != nil else {
        let nearest = Spelling.nearest(to: text, among: TimeZone.knownTimeZoneIdentifiers)
        throw ValueFault(
          message: "there is no time zone '\(text)'",
          remedy: nearest.map { "did you mean \($0)?" } ?? "name one as Europe/Berlin, UTC or +02:00")
      }
      return .text(text)
    case .frequency:
      guard let frequency = BillingFrequency(text) else {
        throw ValueFault(
          message: "there is no frequency '\(text)'",
          remedy: "write weekly, two_weekly, monthly, quarterly, half_yearly, yearly or every_10_days")
      }
      return .text(frequency.description)
    case .day:
      guard let day = CivilDate(iso: text), Self.years.contains(day.year) else {
        throw ValueFault(message: "'\(text)' is no day", remedy: "write it as 2026-11-21")
      }
      return .integer(Int64(day.daysSince1970))
    case .instant:
      guard let moment = Timestamp(typed: text, zone: context.zone), Self.years.contains(moment.civil.date.year) else {
        throw ValueFault(
          message: "'\(text)' is no time", remedy: "write 2026-03-14, 2026-03-14 12:00:00 or 2026-03-14T12:00:00-05:00")
      }
      return .integer(moment.milliseconds)
    case .reference:
      preconditionFailure("a reference is looked up in the book")
    }
  }

  private static let years = 1901...2149

  private static func nanos(_ text: String) throws(ValueFault) -> Int64 {
    do throws(Decimal9.Failure) {
      return try Decimal9.parse(text)
    } catch {
      switch error {
      case .tooPrecise:
        throw ValueFault(message: "'\(text)' has more than nine decimals", remedy: "round it")
      case .tooLarge:
        throw ValueFault(message: "'\(text)' is too large", remedy: "write at most 9223372036")
      case .empty, .notANumber:
        throw ValueFault(message: "'\(text)' is no number", remedy: "write it as 1234.5, without blanks and separators")
      }
    }
  }

  private static func minorUnits(_ text: String, _ currency: Currency?) throws(ValueFault) -> Int64 {
    let nanos = try nanos(text)
    guard let currency else { return 0 }  // The currency is at fault, and is reported itself.
    let unit = (0..<(9 - currency.minorDigits)).reduce(Int64(1)) { unit, _ in unit * 10 }
    guard nanos % unit == 0 else {
      throw ValueFault(
        message: "'\(text)' is no amount of \(currency)", remedy: "write at most \(currency.minorDigits) decimals")
    }
    return nanos / unit
  }
}
