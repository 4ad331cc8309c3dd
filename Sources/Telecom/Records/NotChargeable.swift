/// Why a record that was understood costs nobody anything.
package enum NotChargeable: Int, Sendable, CaseIterable {
  /// Nobody answered.
  case unanswered
  /// Answered for no longer than the plan's grace.
  case grace
  /// Another leg of a call that is counted once already.
  case otherLeg
  /// A record of another kind than usage: quality, registration, accounting on and off.
  case otherRecordType
  /// The beginning or an interim state of a session; its end carries the usage.
  case sessionProgress

  /// As printed in summaries.
  package var code: String {
    switch self {
    case .unanswered: "unanswered"
    case .grace: "grace"
    case .otherLeg: "other_leg"
    case .otherRecordType: "other_record_type"
    case .sessionProgress: "session_progress"
    }
  }
}

package struct NotChargeableCounts: Sendable, Hashable {
  private var counts = [Int](repeating: 0, count: NotChargeable.allCases.count)

  package init() {}

  package subscript(reason: NotChargeable) -> Int {
    get { counts[reason.rawValue] }
    set { counts[reason.rawValue] = newValue }
  }

  package var total: Int { counts.reduce(0, +) }

  package mutating func add(_ other: NotChargeableCounts) {
    for index in counts.indices { counts[index] += other.counts[index] }
  }
}
