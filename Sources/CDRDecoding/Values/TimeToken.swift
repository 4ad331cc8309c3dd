/// One piece of a compiled time pattern.
struct TimeToken: Sendable {
  enum Kind: UInt8, Sendable {
    case year4, year2, month, monthName, day, hour, hour12, minute, second, dayHalf
    /// Digits behind the point, as many as there are; the point is a literal before it.
    case fraction
    /// The point and its digits, where there are any.
    case optionalFraction
    /// Letters that say nothing new: the name of a weekday, or of a zone whose offset was read before.
    case letters
    /// `Z`, `+02:00`, `-0800`, `GMT+4`, `EST`.
    case zone
    /// Marks by which Cisco's gateways say that their clock is not synchronised: `*`, `.`.
    case clockMark
    /// `T` or a blank, in either case.
    case dateTimeSeparator
    case blanks
    case literal
  }

  var kind: Kind
  /// The literal; for numbers 1 when one digit is enough.
  var value: UInt8

  init(_ kind: Kind, _ value: UInt8 = 0) {
    self.kind = kind
    self.value = value
  }
}
