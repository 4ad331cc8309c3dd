internal import Telecom

/// What a dialect decides about a record by the value of one column.
enum RowOutcome: String, Sendable, CaseIterable {
  case take
  case unanswered
  case otherLeg = "other_leg"
  case otherRecordType = "other_record_type"
  case sessionProgress = "session_progress"
  /// The half that begins a call.
  case begins
  /// The half that ends it.
  case ends
  case reject

  var notChargeable: NotChargeable? {
    switch self {
    case .unanswered: .unanswered
    case .otherLeg: .otherLeg
    case .otherRecordType: .otherRecordType
    case .sessionProgress: .sessionProgress
    case .take, .begins, .ends, .reject: nil
    }
  }
}
