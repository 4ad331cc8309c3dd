internal import Billing
internal import Compression
internal import Foundation

/// A closed invoice computed once more: from the inputs that were stored with it, and from its rows of usage.
package struct Reproduction {
  /// Of what was computed now.
  package let document: [UInt8]
  /// What is not as it was; `nil` when every byte is.
  package let difference: String?
  /// What is not as it was is this alone: all usage that is missing is in an archive, and its runs have the same sums.
  let isArchived: Bool

  init(_ connection: SQLConnection, invoice: Int64) throws(BookError) {
    guard let row = try connection.row("SELECT document, inputs FROM invoice WHERE id = ?1", [.integer(invoice)]),
      let stored = ZstdBlock.unpack(row.blob(0)), let bytes = ZstdBlock.unpack(row.blob(1)),
      let inputs = try? JSONDecoder().decode(InvoiceInputs.self, from: Data(bytes))
    else { throw BookError(.damaged, "its document or inputs cannot be read") }
    document = try ComputedInvoice.result(inputs).invoice.json()
    if document != stored {
      let same = zip(document, stored).prefix { $0 == $1 }.count
      isArchived = false
      difference = "computed again it differs from byte \(same + 1) on: \(Self.excerpt(stored, same)) was \(Self.excerpt(document, same))"
    } else {
      (difference, isArchived) = try Self.usageDifference(inputs, invoice, connection)
    }
  }

  private static func excerpt(_ bytes: [UInt8], _ place: Int) -> String {
    String(decoding: bytes[max(0, place - 20)..<min(bytes.count, place + 20)], as: UTF8.self)
  }

  private struct Sum: Hashable, Comparable {
    var item: String
    var count: Int64 = 0
    var seconds: Int64 = 0
    var nanos: Int128 = 0

    static func < (left: Self, right: Self) -> Bool {
      (left.item, left.count, left.seconds, left.nanos) < (right.item, right.count, right.seconds, right.nanos)
    }
  }

  /// Sums the rows of usage behind the invoice. Names of accounts and services may have changed since, sums not.
  private static func usageDifference(
    _ inputs: InvoiceInputs, _ invoice: Int64, _ connection: SQLConnection
  ) throws(BookError) -> (String?, isArchived: Bool) {
    var stated: [[String]: Sum] = [:]
    for total in inputs.usage {
      var sum = stated[[total.account, total.service, total.item]] ?? Sum(item: total.item)
      (sum.count, sum.seconds, sum.nanos) = (sum.count + total.count, sum.seconds + total.seconds, sum.nanos + Int128(total.nanos))
      stated[[total.account, total.service, total.item]] = sum
    }
    var found: [Sum] = []
    var presentRows: Int64 = 0
    try connection.each(
      """
      SELECT p.item, count(*) FILTER (WHERE \(UsageSwitch.isCorrection(sql: "u.record_id")) = 0), sum(u.billed_s), sum(u.charge),
        count(*)
      FROM invoice_run x JOIN usage_run r ON r.id = x.run
      JOIN usage u ON u.id >= r.first_usage AND u.id < r.first_usage + r.usage_count JOIN usage_price p ON p.id = u.price
      WHERE x.invoice = ?1 GROUP BY u.account, u.service, p.item
      """, [.integer(invoice)]
    ) { row throws(BookError) in
      let sum = Sum(item: row.text(0), count: row.integer(1), seconds: row.integer(2), nanos: Int128(row.integer(3)))
      presentRows += row.integer(4)
      // Corrections that come to nothing are no line.
      if sum.count != 0 || sum.nanos != 0 || sum.seconds != 0 { found.append(sum) }
    }
    let expected = stated.values.sorted()
    found.sort()
    guard expected != found else { return (nil, false) }
    let runs = try connection.row(
      """
      SELECT coalesce(sum(r.usage_count), 0), coalesce(sum(r.usage_count) FILTER (WHERE a.run IS NOT NULL), 0),
        coalesce(sum(r.billed_s) FILTER (WHERE a.run IS NOT NULL), 0), coalesce(sum(r.charge) FILTER (WHERE a.run IS NOT NULL), 0),
        coalesce(sum(r.usage_count) FILTER (WHERE a.run IS NOT NULL AND b.format <> '\(SettlingEntry.format)'), 0)
      FROM invoice_run x JOIN usage_run r ON r.id = x.run JOIN usage_batch b ON b.id = r.batch
      LEFT JOIN (\(UsageArchive.outside)) a ON a.run = r.id WHERE x.invoice = ?1
      """, [.integer(invoice)])!
    let rows = runs.integer(0)
    let present = total(found)
    if presentRows < rows {
      let all = total(expected)
      let isArchived = presentRows + runs.integer(1) == rows && present.count + runs.integer(4) == all.count
        && present.seconds + runs.integer(2) == all.seconds && present.nanos + Int128(runs.integer(3)) == all.nanos
      let remedy = runs.integer(1) > 0 ? "; bring back from the archive what is there" : ""
      return ("\(rows - presentRows) of its \(rows) usage rows are not in the book\(remedy)", isArchived)
    }
    let wrong = zip(expected, found).first { $0 != $1 }
    return (
      "its usage of \(wrong?.0.item ?? "?") was \(wrong.map { "\($0.0.count) records, \($0.0.nanos) nanos" } ?? "other"), the rows come to \(wrong.map { "\($0.1.count) records, \($0.1.nanos) nanos" } ?? "other")",
      false
    )
  }

  private static func total(_ sums: [Sum]) -> Sum {
    sums.reduce(into: Sum(item: "")) { total, sum in
      (total.count, total.seconds, total.nanos) = (total.count + sum.count, total.seconds + sum.seconds, total.nanos + sum.nanos)
    }
  }
}
