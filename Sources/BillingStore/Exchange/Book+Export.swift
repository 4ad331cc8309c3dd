package import Bytes

extension Book {
  /// Writes all of a kind as the CSV that an import reads; rows in the order of their names.
  package func export(_ kind: RecordKind) throws(BookError) -> ByteWriter {
    let writer = ByteWriter()
    try database.read { connection throws(BookError) in
      let listing = RecordListing(kind, connection)
      var names: Set<String> = []
      if kind.extras != nil { try listing.each(now: 0) { _, extras, _ in names.formUnion(extras.keys) } }
      let extraNames = names.sorted()
      write(kind.columns.map(\.name) + extraNames.map { (kind.extras?.prefix ?? "") + $0 }, to: writer)
      try listing.each(now: 0) { texts, extras, _ in write(texts + extraNames.map { extras[$0] ?? "" }, to: writer) }
    }
    return writer
  }

  private func write(_ cells: [String], to writer: ByteWriter) {
    for (index, cell) in cells.enumerated() {
      if index > 0 { writer.append(UInt8(ascii: ",")) }
      // Blanks at the ends would be lost, were they not in quotes.
      if cell.first?.isWhitespace == true || cell.last?.isWhitespace == true {
        let bytes = Array(cell.utf8)
        writer.appendQuotedCSV(bytes, 0..<bytes.count)
      } else {
        writer.appendCSV(cell)
      }
    }
    writer.append(10)
  }
}
