internal import Billing
internal import Telecom

extension CaseReader {
  fileprivate struct Key: Hashable {
    var account: Int64
    var service: Int64
    var price: Int64
    /// First day of the cycle.
    var cycle: Int
  }

  fileprivate struct Sum {
    var count: Int64 = 0
    var seconds: Int64 = 0
    var nanos: Int128 = 0
    var octets: Int64 = 0
  }

  /// Sums the usage on no invoice yet, row by row of each account's open runs.
  func readUsage(_ drafts: inout [Int64: CaseDraft], _ services: [Int64: Served]) throws(BookError) {
    let items = try connection.rows("SELECT id, item FROM usage_price").reduce(into: [Int64: String]()) {
      $0[$1.integer(0)] = $1.text(1)
    }
    let rows = try connection.statement(
      """
      SELECT service, price, billed_s, charge,
        CASE WHEN extras IS NULL THEN 0
          ELSE coalesce(json_extract(extras, '$.octets_in'), 0) + coalesce(json_extract(extras, '$.octets_out'), 0) END,
        \(UsageSwitch.isCorrection(sql: "record_id"))
      FROM usage WHERE id >= ?1 AND id < ?2
      """)
    let runs = try connection.rows(
      """
      SELECT r.id, r.account, r.day, r.first_usage, r.usage_count, r.charge FROM usage_run r
      WHERE r.account IN (SELECT value FROM json_each(?1))
        AND NOT EXISTS (SELECT 1 FROM invoice_run i WHERE i.run = r.id) ORDER BY r.account, r.id
      """, [members])
    var next = 0
    while next < runs.count {
      let account = runs[next].integer(1)
      let payer = payerOf[account]!
      let draft = drafts[payer]!
      var sums: [Key: Sum] = [:]
      var total: Int128 = 0
      while next < runs.count, runs[next].integer(1) == account {
        let run = runs[next]
        next += 1
        let day = CivilDate(daysSince1970: run.int(2))
        guard day < draft.end else { continue }
        let cycle = draft.request.period.contains(day) ? draft.request.period : draft.payer.calendar.cycle(containing: day)
        drafts[payer]!.sources.runs.append(run.integer(0))
        total += Int128(run.integer(5))
        rows.bind(1, run.integer(3))
        rows.bind(2, run.integer(3) + run.integer(4))
        while try rows.step() {
          let key = Key(account: account, service: rows.integer(0), price: rows.integer(1), cycle: cycle.from.daysSince1970)
          sums[key, default: Sum()].add(
            count: 1 - rows.integer(5), seconds: rows.integer(2), nanos: rows.integer(3), octets: rows.integer(4))
        }
        rows.reset()
      }
      if total != 0 { drafts[payer]!.sources.usage[account, default: 0] += total }
      try add(sums, to: &drafts[payer]!, account, services, items)
    }
    try addSettled(to: &drafts, services, items)
  }

  /// What settling would post, of a preview.
  private func addSettled(
    to drafts: inout [Int64: CaseDraft], _ services: [Int64: Served], _ items: [Int64: String]
  ) throws(BookError) {
    var items = items
    var sums: [Int64: [Key: Sum]] = [:]
    for (place, row) in settled.enumerated() {
      guard let payer = payerOf[row.account], let draft = drafts[payer] else { continue }
      let day = CivilDate(daysSince1970: Int(row.day))
      guard day < draft.end else { continue }
      let cycle = draft.request.period.contains(day) ? draft.request.period : draft.payer.calendar.cycle(containing: day)
      let price = row.price ?? -1 - Int64(place)
      if let new = row.newPrice { items[price] = new.item }
      let key = Key(account: row.account, service: row.service, price: price, cycle: cycle.from.daysSince1970)
      sums[row.account, default: [:]][key, default: Sum()].add(count: 0, seconds: 0, nanos: row.chargeNanos, octets: 0)
      drafts[payer]!.sources.usage[row.account, default: 0] += Int128(row.chargeNanos)
    }
    for (account, sums) in sums.sorted(by: { $0.key < $1.key }) {
      try add(sums, to: &drafts[payerOf[account]!]!, account, services, items)
    }
  }

  private func add(
    _ sums: [Key: Sum], to draft: inout CaseDraft, _ account: Int64, _ services: [Int64: Served], _ items: [Int64: String]
  ) throws(BookError) {
    let owner = draft.members.first { $0.id == account }!
    struct Line: Hashable {
      var service: Int64
      var item: String
      var cycle: Int
    }
    var lines: [Line: Sum] = [:]
    for (key, sum) in sums {
      lines[Line(service: key.service, item: items[key.price] ?? "", cycle: key.cycle), default: Sum()].add(sum)
    }
    // Corrections that come to nothing are no line.
    lines = lines.filter { $0.value.count != 0 || $0.value.nanos != 0 || $0.value.seconds != 0 }
    for (line, sum) in lines.sorted(by: { ($0.key.service, $0.key.item, $0.key.cycle) < ($1.key.service, $1.key.item, $1.key.cycle) }) {
      guard let nanos = Int64(exactly: sum.nanos) else {
        throw BookError(.invalid, "account \(owner.name): its usage of \(line.item) is larger than an amount can be; bill it in parts")
      }
      // A service may have moved to another account since.
      let moved = services[line.service] == nil
        ? try connection.row("SELECT name FROM service WHERE id = ?1", [.integer(line.service)])?.text(0) : nil
      // What a cycle's end posts to an account is of no service.
      let name = line.service == 0 ? "" : services[line.service]?.name ?? moved ?? "\(line.service)"
      if line.service != 0 { draft.sources.services[name] = line.service }
      let first = CivilDate(daysSince1970: line.cycle)
      let period = draft.request.period.from == first ? draft.request.period : draft.payer.calendar.cycle(containing: first)
      draft.usage.append(
        UsageTotal(
          account: owner.name, service: name, item: line.item, text: rules.title(line.item), period: period,
          count: sum.count, seconds: sum.seconds, octets: sum.octets, nanos: nanos))
    }
  }
}

extension CaseReader.Sum {
  /// - Parameter count: 0 of a correction, which is no call.
  fileprivate mutating func add(count: Int64, seconds: Int64, nanos: Int64, octets: Int64) {
    self.count += count
    self.seconds += seconds
    self.nanos += Int128(nanos)
    self.octets += octets
  }

  fileprivate mutating func add(_ other: Self) {
    count += other.count
    seconds += other.seconds
    nanos += other.nanos
    octets += other.octets
  }
}
