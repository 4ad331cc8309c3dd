import Bytes
import Compression
import Telecom

@testable import BillingStore

/// Puts rated usage into a book without an ingest: a run for each account and day, posted as an ingest posts it.
struct UsageRows {
  struct Call {
    var account: Int64
    var service: Int64
    var day: CivilDate
    var item: String
    var seconds: Int64
    /// Nanos.
    var charge: Int64
  }

  static func insert(_ calls: [Call], into book: Book, batch: String = "calls.csv") throws {
    try book.database.write { connection throws(BookError) in
      try connection.execute(
        "INSERT INTO plan (name, valid_from, digest, content) SELECT 'p', 0, ?1, ?2 WHERE NOT EXISTS (SELECT 1 FROM plan)",
        [.blob(SHA256().digest()), .blob(ZstdBlock.pack([]))])
      let guards = try Guards.take(["usage_no_insert"], connection)
      let first = try connection.row("SELECT coalesce(max(id), 0) + 1 FROM usage")!.integer(0)
      try connection.execute(
        """
        INSERT INTO usage_batch (source, format, bytes, content_hash, ingested_at, records_read, rated, not_chargeable,
          duplicate, rejected, first_usage, usage_count) VALUES (?1, 'csv', 0, x'', 0, ?2, ?2, 0, 0, 0, ?3, ?2)
        """, [.text(batch), .integer(Int64(calls.count)), .integer(first)])
      let id = connection.lastID
      var next = first
      var posted: [Int64: Int64] = [:]
      var runs: [UsageRun] = []
      let groups = Dictionary(grouping: calls) { [$0.account, Int64($0.day.daysSince1970)] }
      for (key, calls) in groups.sorted(by: { ($0.key[0], $0.key[1]) < ($1.key[0], $1.key[1]) }) {
        var run = UsageRun(batch: id, account: key[0], day: key[1], firstUsage: next)
        run.count = Int64(calls.count)
        run.billedSeconds = calls.reduce(0) { $0 + $1.seconds }
        run.chargeNanos = calls.reduce(0) { $0 + $1.charge }
        var seal = RunSeal()
        for call in calls {
          try connection.execute(
            """
            INSERT INTO usage_price (plan, item, service_type, prefix, destination, band, jurisdiction)
            SELECT 1, ?1, 'call', '', '', '', '' WHERE NOT EXISTS (SELECT 1 FROM usage_price WHERE item = ?1)
            """, [.text(call.item)])
          let price = try connection.row("SELECT id FROM usage_price WHERE item = ?1", [.text(call.item)])!.integer(0)
          try connection.execute(
            """
            INSERT INTO usage (id, batch, line, record_id, account, service, start_ms, start_offset, duration_ms, billed_s,
              calling, called, price, charge) VALUES (?1, ?2, ?1, ?3, ?4, ?5, ?6, 0, ?7, ?8, 1, 2, ?9, ?10)
            """,
            [
              .integer(next), .integer(id), .text("r\(next)"), .integer(call.account), .integer(call.service),
              .integer(Int64(call.day.daysSince1970) * 86_400_000), .integer(call.seconds * 1000), .integer(call.seconds),
              .integer(price), .integer(call.charge),
            ])
          for value in [next, id, next] { seal.add(value) }
          let record = Array("r\(next)".utf8)
          seal.add(record, 0..<record.count)
          for value in [
            call.account, call.service, Int64(call.day.daysSince1970) * 86_400_000, 0, call.seconds * 1000, call.seconds, 1, 2,
            price, call.charge,
          ] { seal.add(value) }
          seal.addNull()
          seal.endRow()
          next += 1
        }
        run.hash = seal.digest()
        runs.append(run)
        try connection.execute(
          "INSERT INTO usage_run (batch, account, day, first_usage, usage_count, billed_s, charge, hash) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
          [
            .integer(id), .integer(run.account), .integer(run.day), .integer(run.firstUsage), .integer(run.count),
            .integer(run.billedSeconds), .integer(run.chargeNanos), .blob(run.hash),
          ])
        let before = try connection.row(
          "SELECT unbilled_nanos FROM account_balance WHERE account = ?1", [.integer(key[0])])?.integer(0) ?? 0
        let after = before + calls.reduce(0) { $0 + $1.charge }
        posted[key[0], default: 0] += cents(after) - cents(before)
        try connection.execute(
          """
          INSERT INTO account_balance (account, unbilled_nanos) VALUES (?1, ?2)
          ON CONFLICT (account) DO UPDATE SET unbilled_nanos = ?2
          """, [.integer(key[0]), .integer(after)])
      }
      try Guards.give(guards, connection)
      let last = try connection.row("SELECT hash FROM usage_seal ORDER BY id DESC LIMIT 1")?.blob(0) ?? SegmentSeal.genesis
      let seal = SegmentSeal(after: last, firstUsage: first, count: next - first)
      for run in runs { seal.add(run) }
      try connection.execute(
        "INSERT INTO usage_seal (first_usage, usage_count, hash) VALUES (?1, ?2, ?3)",
        [.integer(first), .integer(next - first), .blob(seal.digest())])
      try Journal(connection, recordedAt: 0).post(
        Posting(
          day: calls.map(\.day.daysSince1970).max() ?? 0, kind: .usage, reference: batch,
          lines: posted.sorted { $0.key < $1.key }.map { .init(.unbilled, account: $0.key, $0.value, "USD") }
            + [.init(.revenue("usage"), -posted.values.reduce(0, +), "USD")]))
    }
  }

  private static func cents(_ nanos: Int64) -> Int64 { (nanos + (nanos < 0 ? -5_000_000 : 5_000_000)) / 10_000_000 }
}
