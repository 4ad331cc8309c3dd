internal import Billing
internal import Rating

extension RecordKind {
  package static let services = RecordKind(
    "services", object: "service", table: "service",
    columns: [
      RecordColumn("name", .name, empty: "", "number, address, user name or domain; generated where empty"),
      RecordColumn("type", .reference(.serviceType), required: true, "a service type of the book"),
      RecordColumn("account", .reference(.account), required: true, "who pays"),
      RecordColumn("title", .text, empty: "", "as it stands on invoices"),
      RecordColumn("place", .text, empty: "", "where it is used, for taxes"),
      RecordColumn("expires", .day, "day on which it ends by itself"),
    ],
    identity: ["name"], extras: Extras(prefix: "property.", column: "properties"),
    derived: [
      DerivedColumn(
        "status", .text, "the state that the last order gave it", sql:
        """
        coalesce((SELECT s.status FROM service_status s WHERE s.service = t.id AND s.effective <= ?1
        ORDER BY s.effective DESC, s.id DESC LIMIT 1), 'pending')
        """
      ),
      DerivedColumn(
        "plan", .text, "the plan that rates it now", sql:
        """
        (SELECT p.plan FROM service_plan p WHERE p.service = t.id AND p.valid_from <= ?1
        ORDER BY p.valid_from DESC LIMIT 1)
        """
      ),
    ],
    check: { draft, writer throws(BookError) in try ServiceRules.check(&draft, writer) })

  package static let keys = RecordKind(
    "keys", object: "key", table: "service_key",
    columns: [
      RecordColumn("service", .reference(.service), required: true, "whose usage it finds"),
      RecordColumn(
        "kind", .choice(KeyKind.allCases.map(\.rawValue)), required: true,
        "what of a record it is compared with: \(KeyKind.allCases.map(\.rawValue).joined(separator: ", "))"),
      RecordColumn("key", .name, required: true, "number, range FROM-TO, address, user name, …"),
      RecordColumn("valid_from", .instant, "first moment; the account's first day where empty"),
      RecordColumn("valid_to", .instant, "first moment that no longer counts"),
    ],
    identity: ["service", "kind", "key", "valid_from"], owner: ("service", "service"),
    prepare: { draft, writer throws(BookError) in try KeyRules.prepare(&draft, writer) },
    check: { draft, writer throws(BookError) in try KeyRules.check(&draft, writer) })

  package static let servicePlans = RecordKind(
    "service-plans", object: "plan", table: "service_plan",
    columns: [
      RecordColumn("service", .reference(.service), required: true, "which is rated"),
      RecordColumn("valid_from", .instant, "first moment; the account's first day where empty"),
      RecordColumn("plan", .name, required: true, "name of the rate plan"),
    ],
    identity: ["service", "valid_from"], owner: ("service", "service"),
    prepare: { draft, writer throws(BookError) in try ServiceRules.fillBegin("valid_from", &draft, writer) })

  package static let orders = RecordKind(
    "orders", object: "order", table: "service_status",
    columns: [
      RecordColumn("service", .reference(.service), required: true, "name of the service"),
      RecordColumn("effective", .instant, "moment from which it holds, ahead or back; the account's first day where empty"),
      RecordColumn(
        "status", .choice(Billing.ServiceStatus.State.allCases.map(\.rawValue)), required: true,
        "active (used and charged), suspended, cancelled (for good) or pending (withdraws an activation)"),
      RecordColumn("reason", .text, empty: "", "why, for the trail"),
    ],
    identity: ["service", "effective", "status"], owner: ("service", "service"), isHistory: true,
    prepare: { draft, writer throws(BookError) in try ServiceRules.fillBegin("effective", &draft, writer) })
}
