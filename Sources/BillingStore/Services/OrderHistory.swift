internal import Billing

/// Adds orders to the histories of their services; those that stand there already are left alone.
enum OrderHistory {
  static func append(_ drafts: [RecordDraft], _ writer: RecordWriter) throws(BookError) {
    var services: [Int64] = []
    var draftsOf: [Int64: [RecordDraft]] = [:]
    for draft in drafts {
      let service = draft.integer("service") ?? 0
      if draftsOf[service] == nil { services.append(service) }
      draftsOf[service, default: []].append(draft)
    }
    for service in services { try append(draftsOf[service] ?? [], to: service, writer) }
  }

  private static func append(_ drafts: [RecordDraft], to service: Int64, _ writer: RecordWriter) throws(BookError) {
    let rows = try writer.connection.rows(
      "SELECT effective, status FROM service_status WHERE service = ?1 ORDER BY effective, id", [.integer(service)])
    let orders = rows.map { row in
      ServiceTimeline.Order(effective: row.integer(0), state: ServiceStatus.State(rawValue: row.text(1)) ?? .pending)
    }
    var timeline = ServiceTimeline(orders)
    /// Of each order of the timeline the draft it comes from.
    var sources = [Int?](repeating: nil, count: orders.count)
    var added: [Int] = []
    for index in missing(drafts, from: orders) {
      guard let order = order(drafts[index]) else { continue }
      sources.insert(index, at: timeline.add(order))
      added.append(index)
    }
    if let fault = timeline.fault {
      // Of two orders that do not go together the one that is new is at fault.
      let source = sources[fault.order] ?? (fault.previous >= 0 ? sources[fault.previous] : nil) ?? added[0]
      var draft = drafts[source]
      let moment = ValueKind.instant.text(.integer(timeline.orders[fault.order].effective), draft.context)
      return writer.error(&draft, "status", "at \(moment) \(fault.reason)", remedy: fault.remedy)
    }
    var known = ServiceTimeline(orders)
    for index in added.sorted(by: { (drafts[$0].integer("effective") ?? 0, $0) < (drafts[$1].integer("effective") ?? 0, $1) }) {
      try store(drafts[index], service, &known, writer)
    }
    writer.count(added: added.count, unchanged: drafts.count - added.count)
  }

  private static func order(_ draft: RecordDraft) -> ServiceTimeline.Order? {
    guard let effective = draft.integer("effective"), let state = ServiceStatus.State(rawValue: draft.text("status"))
    else { return nil }
    return ServiceTimeline.Order(effective: effective, state: state)
  }

  /// The drafts that are not in the history yet: at each time those behind the ones that follow each other there too.
  private static func missing(_ drafts: [RecordDraft], from orders: [ServiceTimeline.Order]) -> [Int] {
    var matched: [Int64: Int] = [:]
    return drafts.indices.filter { index in
      guard let order = order(drafts[index]) else { return false }
      let there = orders.filter { $0.effective == order.effective }
      let start = matched[order.effective] ?? 0
      if let found = there[min(start, there.count)...].firstIndex(of: order) {
        matched[order.effective] = found + 1
        return false
      }
      matched[order.effective] = there.count
      return true
    }
  }

  private static func store(
    _ draft: RecordDraft, _ service: Int64, _ known: inout ServiceTimeline, _ writer: RecordWriter
  ) throws(BookError) {
    guard let order = order(draft) else { return }
    try writer.connection.execute(
      "INSERT INTO service_status (service, effective, status, reason, ordered_at) VALUES (?1, ?2, ?3, ?4, ?5)",
      [.integer(service), draft["effective"], draft["status"], draft["reason"], .integer(writer.trail.recordedAt)])
    let before = known.state(at: order.effective).rawValue
    _ = known.add(order)
    let reason = draft.text("reason")
    let name = draft.input.texts[draft.kind.index("service")] ?? ""
    try writer.trail.record(
      "service", name, field: "status from \(ValueKind.instant.text(draft["effective"], draft.context))", before: before,
      after: order.state.rawValue + (reason.isEmpty ? "" : ": " + reason))
  }
}
