internal import Telecom

/// A rated record on its way into `usage`: numbers and places in the text of its part, nothing that has to be counted
/// or freed.
struct UsageRow: Sendable {
  /// A telephone number as it is stored: as an integer where it is digits without a leading zero, else as text.
  struct Number: Sendable {
    /// -1 where it is a text.
    var integer: Int64 = -1
    /// Empty: there is none.
    var text = TextRange.none
  }

  /// What is priced alike: the row and the band of a plan, the jurisdiction, and the type of the service.
  struct Price: Hashable, Sendable {
    var row: Int32
    var plan: Int16
    var tariff: Int16
    var band: Int16
    /// Index into the directory's types of services; -1 - kind where the service has no type.
    var type: Int16
    /// Of the call, where it is known.
    var jurisdiction = Jurisdiction.unknown
  }

  /// The account's index, then the local day: by these, then by the order of the input, usage is stored.
  ///
  /// ```
  /// bits 43…20   19…0
  ///      account day + 2^19
  /// ```
  var order: UInt64 = 0
  /// A hash of the record's id.
  var identity: UInt64 = 0
  var line: Int64 = 0
  var byteOffset: Int64 = 0
  var startMilliseconds: Int64 = 0
  var durationMilliseconds: Int64 = 0
  var billedSeconds: Int64 = 0
  var chargeNanos: Int64 = 0
  var calling = Number()
  var called = Number()
  var recordID = TextRange.none
  /// The record exactly as it stood in the input.
  var raw = TextRange.none
  /// JSON of what few records have.
  var extras = TextRange.none
  /// How much of `extras` are facts of the record, without what the book added.
  var factsCount: UInt32 = 0
  /// Where the record first stood, when that is another input than its batch.
  var source = TextRange.none
  var price = Price(row: -1, plan: 0, tariff: 0, band: -1, type: -1)
  var startOffset: Int32 = 0
  /// Index into the directory's entries.
  var payer: Int32 = -1
  /// Index of the part whose text the places lie in.
  var part: Int32 = 0
  /// So many rows of the same record stand right before it.
  var followed: Int32 = 0
  /// Of the payer itself, not of a level above.
  var isRetail = true

  static let dayBits: UInt64 = 20

  static func order(account: Int32, day: Int64) -> UInt64 {
    UInt64(account) << dayBits | UInt64(day + 1 << (dayBits - 1))
  }

  var accountIndex: Int { Int(order >> Self.dayBits) }
  /// Since 1970-01-01, by the account's clock.
  var day: Int64 { Int64(order & (1 << Self.dayBits - 1)) - 1 << (Self.dayBits - 1) }
}
