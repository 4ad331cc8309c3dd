/// A column of a subscribers file that has a meaning; others are kept as properties.
enum SubscriberColumn: Int, TableColumn {
  /// The service's key.
  case service
  case kind, account, plan
  /// Where it is not the key.
  case serviceName
  case serviceType, status, validFrom, validTo, timeZone, cycleDay, place, parentAccount

  var names: [String] {
    switch self {
    case .serviceName: ["service_name"]
    case .serviceType: ["service_type"]
    case .validFrom: ["valid_from"]
    case .validTo: ["valid_to"]
    case .timeZone: ["time_zone"]
    case .cycleDay: ["cycle_day"]
    case .parentAccount: ["parent_account"]
    default: ["\(self)"]
    }
  }

  static let needed = [service, account]
  static let useOfOthers = "kept as a property only"
}
