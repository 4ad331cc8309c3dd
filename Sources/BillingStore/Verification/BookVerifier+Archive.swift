internal import Bytes

extension BookVerifier {
  /// The records that are kept of archives, against what each archive says of itself.
  func checkArchivedRecords() throws(BookError) {
    var kept: [Int64: (count: Int64, sum: SHA256)] = [:]
    try connection.each("SELECT archive, record_id, facts FROM archived_record ORDER BY record_id") { row throws(BookError) in
      let records = kept[row.integer(0)] ?? (0, SHA256())
      records.sum.update(row.text(1))
      records.sum.update(row.integer(2))
      kept[row.integer(0)] = (records.count + 1, records.sum)
    }
    try connection.each(
      "SELECT id, month, file, usage_count, records_hash, restored_at IS NULL FROM usage_archive ORDER BY id"
    ) { row throws(BookError) in
      let name = "archive \(row.text(2)) of \(row.text(1))"
      let records = kept.removeValue(forKey: row.integer(0)) ?? (0, SHA256())
      if row.integer(5) == 0 {
        if records.count > 0 { find("\(name) was brought back, but \(records.count) of its records are kept as archived") }
      } else if records.count != row.integer(3) {
        find("\(name) holds \(row.integer(3)) records, \(records.count) are kept as archived")
      } else if records.sum.digest() != row.bytes(4) {
        find("\(name): ids or facts of its records were changed")
      }
    }
    for (archive, records) in kept.sorted(by: { $0.key < $1.key }) {
      find("\(records.count) records are kept as archived in archive \(archive), which is not there")
    }
  }
}
