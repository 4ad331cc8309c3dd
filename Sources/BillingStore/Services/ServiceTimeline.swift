package import Billing

/// The orders on one service, by their effective time.
///
/// Of several orders with one time the last holds, so that an order is withdrawn by another of the same time that gives
/// back the state before it.
package struct ServiceTimeline: Hashable, Sendable {
  package struct Order: Hashable, Sendable {
    /// Milliseconds since 1970.
    package var effective: Int64
    package var state: ServiceStatus.State

    package init(effective: Int64, state: ServiceStatus.State) {
      self.effective = effective
      self.state = state
    }
  }

  /// An order that the one before it does not allow.
  package struct Fault: Hashable, Sendable {
    /// Index among the orders of the one at fault, and of the one whose state it would leave; -1 for pending.
    package var order: Int
    package var previous: Int
    package var reason: String
    package var remedy: String
  }

  /// By effective time, equal ones as they were given.
  package private(set) var orders: [Order] = []

  package init(_ orders: [Order] = []) {
    self.orders = orders.enumerated().sorted {
      ($0.element.effective, $0.offset) < ($1.element.effective, $1.offset)
    }.map(\.element)
  }

  /// - Returns: where the order stands now, behind all of its time.
  package mutating func add(_ order: Order) -> Int {
    let index = orders.firstIndex { $0.effective > order.effective } ?? orders.count
    orders.insert(order, at: index)
    return index
  }

  package func state(at moment: Int64) -> ServiceStatus.State {
    orders.last { $0.effective <= moment }?.state ?? .pending
  }

  /// The first order that is not allowed.
  package var fault: Fault? {
    var state = ServiceStatus.State.pending
    var previous = -1
    var index = 0
    while index < orders.count {
      var last = index
      while last + 1 < orders.count, orders[last + 1].effective == orders[index].effective { last += 1 }
      let order = orders[last].state
      if order == state {
        if last == index {
          return Fault(
            order: last, previous: previous, reason: "the service is \(state.rawValue) already", remedy: "leave the order out")
        }
      } else if !state.next.contains(order) {
        return Fault(
          order: last, previous: previous, reason: "a service that is \(state.rawValue) cannot become \(order.rawValue)",
          remedy: state == .cancelled
            ? "cancelled is for good; add another service"
            : "it can become \(state.next.map(\.rawValue).joined(separator: " or "))")
      }
      (state, previous, index) = (order, last, last + 1)
    }
    return nil
  }
}
