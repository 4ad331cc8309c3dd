package import Billing

extension ServiceStatus.State {
  /// The states an order may lead to from here. Before its first order a service is pending.
  package var next: [ServiceStatus.State] {
    switch self {
    case .pending: [.active, .cancelled]
    case .active: [.suspended, .cancelled]
    case .suspended: [.active, .cancelled]
    case .cancelled: []
    }
  }
}
