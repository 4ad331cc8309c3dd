/// The columns of rated usage, in the order they stand in; in JSON lines the keys.
enum RatedUsageColumn: Int, CaseIterable {
  case recordID, source, line, account, service, serviceType, calling, called, start, duration, billed, plan, prefix,
    destination, band, jurisdiction, allowanceUnits, currency, charge, tax, billedQuantity, unit, properties, components, tier, margin

  var name: String {
    switch self {
    case .recordID: "record_id"
    case .serviceType: "service_type"
    case .duration: "duration_s"
    case .billed: "billed_s"
    case .allowanceUnits: "allowance_units"
    case .billedQuantity: "billed_quantity"
    default: "\(self)"
    }
  }
}
