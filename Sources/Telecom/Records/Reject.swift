/// Why a record could not be rated. When several reasons apply, the first in this order is given.
package enum RejectReason: Int, Sendable, CaseIterable, Comparable {
  /// The record cannot be taken apart: broken quotes, too few fields, not the announced layout.
  case malformedRecord
  /// A field that is needed is empty or missing.
  case missingField
  /// A timestamp that is none, or a day that does not exist.
  case invalidTime
  /// A duration that is no number, negative, or past 10¹² seconds.
  case invalidDuration
  /// A quantity or a count of octets that is no number.
  case invalidQuantity
  /// Another field that holds what it cannot hold; also the one that tells a record's kind, when the dialect knows no
  /// such kind.
  case invalidField
  /// One half of a call whose other half is nowhere in the input.
  case unmatchedLeg
  /// Nobody in the directory pays for what the record is known by.
  case unknownPayer
  /// The service that would pay is not active yet, or suspended.
  case serviceNotActive
  /// The service that would have paid was over.
  case serviceEnded
  /// Two services claim the record.
  case ambiguousPayer
  /// A called number with letters or of more than fifteen digits.
  case invalidNumber
  /// The calling or the called number is in no zone of the plan, and no row of its matrix is for any.
  case noZone
  /// No row of the plan applies to the called number at that time.
  case noRate
  /// The row that applies forbids the destination.
  case destinationBlocked
  /// The charge does not fit into 9.2 billion units of money.
  case amountTooLarge
  /// The back office has another record with the same id.
  case conflictingRecord

  /// As written into rejects files.
  package var code: String {
    switch self {
    case .malformedRecord: "malformed_record"
    case .missingField: "missing_field"
    case .invalidTime: "invalid_time"
    case .invalidDuration: "invalid_duration"
    case .invalidQuantity: "invalid_quantity"
    case .invalidField: "invalid_field"
    case .unmatchedLeg: "unmatched_leg"
    case .unknownPayer: "unknown_payer"
    case .serviceNotActive: "service_not_active"
    case .serviceEnded: "service_ended"
    case .ambiguousPayer: "ambiguous_payer"
    case .invalidNumber: "invalid_number"
    case .noZone: "no_zone"
    case .noRate: "no_rate"
    case .destinationBlocked: "destination_blocked"
    case .amountTooLarge: "amount_too_large"
    case .conflictingRecord: "conflicting_record"
    }
  }

  package static func < (left: RejectReason, right: RejectReason) -> Bool { left.rawValue < right.rawValue }
}

/// A record set aside, with what is needed to find it, understand it and rate it again.
package struct Reject: Sendable {
  package var reason: RejectReason
  package var field: UsageField
  /// What stood in the field.
  package var value: TextRange
  /// A remark that the reason, the field and the value do not already make; empty for most.
  package var detail: String
  /// Lines of the batch before the record's first.
  package var line: UInt32
  /// The record exactly as it stood in the file.
  package var raw: TextRange
  /// Index into `UsageBatch.origins`; -1 when `line` and `raw` say where the record stood.
  package var origin: Int32
  /// Index into `UsageBatch.records`; -1 for what never became a record.
  package var record: Int32 = -1
  /// Which of the things rated together it is; -1 outside of rating.
  package var job: Int32 = -1
  /// The price level that has no price; empty for the payer's own.
  package var level = ""
  /// Index into the plans of the run, of the one that refused.
  package var plan: Int16 = 0

  package init(
    _ reason: RejectReason, field: UsageField, value: TextRange = .none, detail: String = "", line: UInt32,
    raw: TextRange, origin: Int32 = -1
  ) {
    self.reason = reason
    self.field = field
    self.value = value
    self.detail = detail
    self.line = line
    self.raw = raw
    self.origin = origin
  }
}
