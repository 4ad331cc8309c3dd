internal import Bytes
internal import Telecom

/// Usage as CSV: what a query of `usage` yields, in columns that say how each value is written.
struct UsageTable {
  enum Form {
    case plain
    /// Billionths as a decimal number.
    case nanos
    /// Milliseconds as seconds.
    case seconds
    /// Milliseconds since 1970, in RFC 3339 with the offset that stands in the column behind, which is not written.
    case start
    /// Octets as they are, billionths of another unit as a decimal number; which of them the column behind says, which is
    /// not written.
    case quantity
  }

  struct Column {
    var title: String
    var expression: String
    var form = Form.plain

    init(_ title: String, _ expression: String? = nil, _ form: Form = .plain) {
      self.title = title
      self.expression = expression ?? title
      self.form = form
    }
  }

  let columns: [Column]

  /// As a reader of another program wants it; named like `tollbook rate`'s where they mean the same.
  static let export = UsageTable(columns: [
    Column("record_id", UsageSwitch.ownID(sql: "u.record_id")), Column("source", "coalesce(json_extract(u.extras, '$.source'), b.source)"),
    Column("line", "u.line"), Column("account", "coalesce(a.name, json_extract(u.extras, '$.supplier'))"), Column("service", "iif(json_extract(u.extras, '$.tier') = 'cost', json_extract(u.extras, '$.trunk_out'), s.name)"),
    Column("service_type", "p.service_type"), Column("calling", "u.calling"), Column("called", "u.called"),
    Column("start", "u.start_ms, u.start_offset", .start), Column("duration_s", "u.duration_ms", .seconds),
    Column("billed_s", "u.billed_s"), Column("plan", "l.name"), Column("item", "p.item"), Column("prefix", "p.prefix"),
    Column("destination", "p.destination"), Column("band", "p.band"), Column("jurisdiction", "p.jurisdiction"),
    Column("currency", "coalesce(a.currency, json_extract(u.extras, '$.currency'))"), Column("charge", "u.charge", .nanos),
    Column("extras", "u.extras"), Column("switch", "w.name"), Column("tier", "coalesce(json_extract(u.extras, '$.tier'), 'retail')"),
    Column("billed_quantity", "json_extract(u.extras, '$.billed_quantity'), \(octets) IS NOT NULL", .quantity),
    Column(
      "unit",
      "iif(json_extract(u.extras, '$.billed_quantity') IS NULL, '', iif(\(octets) IS NULL, json_extract(u.extras, '$.unit'), 'octets'))"),
    Column("allowance_units", allowanceUnits),
  ])

  /// SQL: what allowances covered, as rated usage has it.
  private static let allowanceUnits = """
    (SELECT group_concat((c.value ->> '$.allowance') || ':' || (c.value -> '$.units') || ':' || (c.value -> '$.left'), ';')
      FROM json_each(u.extras, '$.covered') c)
    """

  /// SQL: something where the record has octets.
  private static let octets = "coalesce(json_extract(u.extras, '$.octets_in'), json_extract(u.extras, '$.octets_out'))"

  /// The rows themselves, and behind them what makes them readable.
  static let archive = UsageTable(
    columns: UsageTable.stored.map { Column($0, "u.\($0)") } + [
      Column("account_name", "a.name"), Column("service_name", "s.name"), Column("plan", "l.name"),
      Column("item", "p.item"), Column("destination", "p.destination"), Column("switch", "w.name"),
    ])

  /// The columns of `usage`.
  static let stored = [
    "id", "batch", "line", "record_id", "account", "service", "start_ms", "start_offset", "duration_ms", "billed_s",
    "calling", "called", "price", "charge", "extras",
  ]

  var header: String { columns.map(\.title).joined(separator: ",") + "\n" }

  /// - Parameters:
  ///   - runs: a condition on `r` (usage_run); all usage where it is `nil`, without `r`.
  ///   - condition: what stands behind `WHERE`, of `u` (usage) and `a` (account).
  func sql(ofRuns runs: String? = nil, where condition: String) -> String {
    let usage = runs.map { "(SELECT * FROM usage_run WHERE \($0)) r JOIN usage u ON u.id >= r.first_usage AND u.id < r.first_usage + r.usage_count" }
    return "SELECT " + columns.map(\.expression).joined(separator: ", ")
      + """
       FROM \(usage ?? "usage u") JOIN usage_batch b ON b.id = u.batch LEFT JOIN switch w ON w.id = b.switch LEFT JOIN account a ON a.id = abs(u.account)
      JOIN service s ON s.id = u.service JOIN usage_price p ON p.id = u.price JOIN plan l ON l.id = p.plan
      WHERE \(condition)
      """
  }

  /// Writes the row that the statement stands at.
  func write(_ row: SQLStatement, to writer: ByteWriter) {
    var position: Int32 = 0
    for (index, column) in columns.enumerated() {
      if index > 0 { writer.append(UInt8(ascii: ",")) }
      switch column.form {
      case .plain:
        if row.isInteger(position) {
          writer.append(decimal: Int(row.integer(position)))
        } else {
          let bytes = row.bytes(position)
          writer.appendCSV(bytes, 0..<bytes.count)
        }
      case .nanos: writer.append(nanos: row.integer(position))
      case .seconds: writer.append(nanos: row.integer(position) * 1_000_000)
      case .start:
        writer.append(
          "\(Timestamp(milliseconds: row.integer(position), offset: Int32(truncatingIfNeeded: row.integer(position + 1))))")
        position += 1
      case .quantity:
        if row.isInteger(position) {
          let isOctets = row.integer(position + 1) != 0
          if isOctets { writer.append(decimal: Int(row.integer(position))) } else { writer.append(nanos: row.integer(position)) }
        }
        position += 1
      }
      position += 1
    }
    writer.append(10)
  }
}
