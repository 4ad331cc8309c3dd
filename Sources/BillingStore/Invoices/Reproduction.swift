internal import Billing
internal import Compression
internal import Foundation

/// A closed invoice computed once more: from the inputs that were stored with it, and from its rows of usage.
package struct Reproduction {
  /// Of what was computed now.
  package let document: [UInt8]
  /// What is not as it was; `nil` when every byte is.
  package let difference: String?
  /// Some of its usage is in an archive: whether that is as it was cannot be said here.
  let isArchived: Bool

  init(_ connection: SQLConnection, invoice: Int64) throws(BookError) {
    guard let row = try connection.row("SELECT document, inputs FROM invoice WHERE id = ?1", [.integer(invoice)]),
      let stored = ZstdBlock.unpack(row.blob(0)), let bytes = ZstdBlock.unpack(row.blob(1)),
      let inputs = try? JSONDecoder().decode(InvoiceInputs.self, from: Data(bytes))
    else { throw BookError(.damaged, "its document or inputs cannot be read") }
    document = try ComputedInvoice.result(inputs).invoice.json()
    isArchived = try connection.row(
      """
      SELECT 1 FROM invoice_run x JOIN usage_run r ON r.id = x.run LEFT JOIN usage u ON u.id = r.first_usage
      WHERE x.invoice = ?1 AND u.id IS NULL AND EXISTS (SELECT 1 FROM usage_archive WHERE restored_at IS NULL) LIMIT 1
      """, [.integer(invoice)]) != nil
    if document != stored {
      let same = zip(document, stored).prefix { $0 == $1 }.count
      difference = "computed again it differs from byte \(same + 1) on: \(Self.excerpt(stored, same)) was \(Self.excerpt(document, same))"
    } else {
      difference = try Self.usageDifference(inputs, invoice, connection)
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
  private static func usageDifference(_ inputs: InvoiceInputs, _ invoice: Int64, _ connection: SQLConnection) throws(BookError) -> String? {
    var stated: [[String]: Sum] = [:]
    for total in inputs.usage {
      var sum = stated[[total.account, total.service, total.item]] ?? Sum(item: total.item)
      (sum.count, sum.seconds, sum.nanos) = (sum.count + total.count, sum.seconds + total.seconds, sum.nanos + Int128(total.nanos))
      stated[[total.account, total.service, total.item]] = sum
    }
    var found: [Sum] = []
    try connection.each(
      """
      SELECT p.item, count(*), sum(u.billed_s), sum(u.charge) FROM invoice_run x JOIN usage_run r ON r.id = x.run
      JOIN usage u ON u.id >= r.first_usage AND u.id < r.first_usage + r.usage_count JOIN usage_price p ON p.id = u.price
      WHERE x.invoice = ?1 GROUP BY u.account, u.service, p.item
      """, [.integer(invoice)]
    ) { row throws(BookError) in
      found.append(Sum(item: row.text(0), count: row.integer(1), seconds: row.integer(2), nanos: Int128(row.integer(3))))
    }
    let expected = stated.values.sorted()
    found.sort()
    guard expected != found else { return nil }
    let rows = try connection.row(
      "SELECT coalesce(sum(r.usage_count), 0) FROM invoice_run x JOIN usage_run r ON r.id = x.run WHERE x.invoice = ?1",
      [.integer(invoice)])!.integer(0)
    let present = found.reduce(0) { $0 + $1.count }
    if present < rows { return "\(rows - present) of its \(rows) usage rows are not in the book; bring them back from the archive" }
    let wrong = zip(expected, found).first { $0 != $1 }
    return "its usage of \(wrong?.0.item ?? "?") was \(wrong.map { "\($0.0.count) records, \($0.0.nanos) nanos" } ?? "other"), the rows come to \(wrong.map { "\($0.1.count) records, \($0.1.nanos) nanos" } ?? "other")"
  }
}
