package import Bytes
internal import Rating
internal import RatePlans

extension PromiseNotice {
  /// A JSON object and a line end.
  package func appendJSON(to writer: ByteWriter) {
    func field(_ name: StaticString, _ value: String, isFirst: Bool = false) {
      writer.append(literal: isFirst ? "{\"" : ",\"")
      writer.append(literal: name)
      writer.append(literal: "\":")
      writer.appendJSON(value)
    }
    switch kind {
    case .warning(let percent):
      field("kind", "plan_limit_warning", isFirst: true)
      writer.append(literal: ",\"percent\":")
      writer.append(decimal: percent)
    case .suspension: field("kind", "plan_limit_reached", isFirst: true)
    }
    field("plan", plan)
    field("limit", limit)
    field("shared", scope.rawValue)
    field("account", account)
    if !service.isEmpty { field("service", service) }
    if let cycleFrom { field("cycle_from", "\(cycleFrom)") }
    field("record_id", recordID)
    writer.append(literal: "}\n")
  }

  /// A sentence for people.
  package var text: String {
    let whose = service.isEmpty ? "account \(account)" : "service \(service) of account \(account)"
    switch kind {
    case .warning(let percent): return "\(whose): \(percent) % of limit \(limit) (plan \(plan)) are reached with record \(recordID)"
    case .suspension: return "\(whose): limit \(limit) (plan \(plan)) is reached with record \(recordID), and asks for a stop"
    }
  }
}
