package import Telecom

/// A state of a service from a day on, until the next.
package struct ServiceStatus: Hashable, Sendable, Codable {
  package enum State: String, Hashable, Sendable, Codable, CaseIterable {
    /// Ordered, not yet working: nothing is billed.
    case pending
    case active
    case suspended
    /// Ended for good.
    case cancelled
  }

  /// The first day in this state. Of several changes on one day the last in order counts.
  package var from: CivilDate
  package var state: State

  package init(from: CivilDate, state: State) {
    self.from = from
    self.state = state
  }
}
