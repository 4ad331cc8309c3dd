/// Takes CSV apart the slow way, by RFC 4180 and nothing else: the twin of what the program reads and writes.
package enum CSVText {
  /// - Returns: the fields of every row as bytes.
  package static func rows(_ bytes: [UInt8]) -> [[[UInt8]]] {
    var rows: [[[UInt8]]] = []
    var row: [[UInt8]] = []
    var field: [UInt8] = []
    var isQuoted = false
    var index = 0
    func endRow() {
      rows.append(row + [field])
      (row, field) = ([], [])
    }
    while index < bytes.count {
      let byte = bytes[index]
      if isQuoted {
        if byte != 34 {
          field.append(byte)
        } else if index + 1 < bytes.count, bytes[index + 1] == 34 {
          field.append(34)
          index += 1
        } else {
          isQuoted = false
        }
      } else if byte == 34, field.isEmpty {
        isQuoted = true
      } else if byte == 44 {
        row.append(field)
        field = []
      } else if byte == 10 {
        endRow()
      } else {
        field.append(byte)
      }
      index += 1
    }
    if !field.isEmpty || !row.isEmpty { endRow() }
    return rows
  }

  /// The rows behind the header, each as a dictionary by the header's names.
  package static func records(_ bytes: [UInt8]) -> [[String: [UInt8]]] {
    let rows = rows(bytes)
    guard let header = rows.first?.map({ String(decoding: $0, as: UTF8.self) }) else { return [] }
    return rows.dropFirst().map { Dictionary(uniqueKeysWithValues: zip(header, $0)) }
  }
}
