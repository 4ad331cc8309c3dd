internal import Bytes

extension BookVerifier {
  /// Seals over rows of append-only tables, by the layout that ``RowSeals`` states, written down a second time.
  func checkRowChain() throws(BookError) {
    let tables = Dictionary(uniqueKeysWithValues: SealedTable.all.map { ($0.name, $0) })
    var sealed: [String: Int64] = [:]
    var before = [UInt8](repeating: 0, count: 32)
    var expected: Int64 = 0
    try connection.each("SELECT id, relation, after, upto, hash FROM row_seal ORDER BY id") { seal throws(BookError) in
      count += 1
      expected += 1
      let (relation, after, upto) = (seal.text(1), seal.integer(2), seal.integer(3))
      if seal.integer(0) != expected { find("row seal \(expected) is missing") }
      expected = seal.integer(0)
      guard let table = tables[relation] else { return find("row seal \(seal.integer(0)) is of a table '\(relation)'") }
      if after != sealed[relation] ?? 0 {
        find("\(relation): \(rows(after: sealed[relation] ?? 0, upto: after)) in no seal; something else than tollbook wrote them")
      }
      // A row before the first of all is no seal's, so it is the first's.
      let hash = try rowHash(table, after: sealed[relation] == nil && after == 0 ? .min : after, stated: after, upto: upto, before)
      before = seal.bytes(4)
      sealed[relation] = upto
      if hash != before {
        find("\(try name(relation, after: after, upto: upto)): changed, added or taken away since it was written, or the seal before was")
      }
    }
    for table in SealedTable.all {
      let last = try number("SELECT max(id) FROM \(table.name)")
      if last > sealed[table.name] ?? 0 {
        find("\(table.name): \(rows(after: sealed[table.name] ?? 0, upto: last)) in no seal; something else than tollbook wrote them")
      }
    }
  }

  private func rows(after: Int64, upto: Int64) -> String {
    upto - after == 1 ? "row \(upto) is" : "rows \(after + 1) to \(upto) are"
  }

  /// The number or reference that people know, where there is one.
  private func name(_ relation: String, after: Int64, upto: Int64) throws(BookError) -> String {
    let known: String? = switch relation {
    case "invoice": "SELECT 'invoice ' || series || '-' || number || ', or a row beside it (invoice_line, charge_period, …)'"
    case "payment": "SELECT 'payment ' || reference || ', or its reversal'"
    case "usage_batch": "SELECT 'usage_batch ' || id || ' (' || source || ')'"
    case "plan": "SELECT 'plan ' || name"
    default: nil
    }
    let row = try known.flatMap { sql throws(BookError) in
      try connection.row("\(sql) FROM \(relation) WHERE id = ?1", [.integer(upto)])
    }
    return row?.text(0) ?? (upto - after == 1 ? "\(relation) row \(upto)" : "\(relation) rows \(after + 1) to \(upto)")
  }

  private func rowHash(
    _ table: SealedTable, after: Int64, stated: Int64, upto: Int64, _ before: [UInt8]
  ) throws(BookError) -> [UInt8] {
    let sha = SHA256()
    sha.update(before)
    sha.update(table.name)
    sha.update(stated)
    sha.update(upto)
    func add(_ row: SQLStatement) {
      for column in 0..<Int32(row.columnCount) {
        switch row.value(column) {
        case .null: sha.update([0])
        case .integer(let value):
          sha.update([1])
          sha.update(value)
        case .text(let value):
          sha.update([2])
          sha.update(value)
        case .blob(let value):
          sha.update([3])
          sha.update(Int64(value.count))
          sha.update(value)
        }
      }
    }
    try connection.each(
      "SELECT \(table.columns) FROM \(table.name) WHERE id > ?1 AND id <= ?2 ORDER BY id", [.integer(after), .integer(upto)]
    ) { row throws(BookError) in
      add(row)
      let id = row.integer(0)
      for part in table.parts {
        try connection.each("SELECT * FROM \(part.table) WHERE \(part.column) = ?1 ORDER BY \(part.order)", [.integer(id)]) {
          part throws(BookError) in add(part)
        }
      }
    }
    return sha.digest()
  }
}
