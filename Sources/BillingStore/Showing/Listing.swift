internal import Bytes

/// Rows under titles, as every command that lists something writes them.
package struct Listing: Sendable {
  package enum Format: String, Sendable, CaseIterable {
    /// Columns aligned under their titles.
    case text
    case csv
    /// An object a line.
    case json
  }

  package enum Cell: Hashable, Sendable {
    case text(String)
    case integer(Int64)
    /// A number that JSON would make inexact; it is written as text there.
    case decimal(String)
    case none
  }

  package var titles: [String]
  package var rows: [[Cell]]

  package init(_ titles: [String], rows: [[Cell]] = []) {
    self.titles = titles
    self.rows = rows
  }

  package func bytes(as format: Format) -> [UInt8] {
    let writer = ByteWriter()
    switch format {
    case .text: writeText(to: writer)
    case .csv: writeCSV(to: writer)
    case .json: writeJSON(to: writer)
    }
    return writer.bytes
  }

  private func writeText(to writer: ByteWriter) {
    let texts = rows.map { $0.map { $0.shown } }
    let widths = titles.indices.map { column in
      texts.reduce(titles[column].count) { max($0, $1[column].count) }
    }
    let isNumber = titles.indices.map { column in
      rows.contains { $0[column].isNumber } && rows.allSatisfy { $0[column].isNumber || $0[column] == .none }
    }
    for line in [titles] + texts {
      var text = ""
      for (column, cell) in line.enumerated() {
        let blanks = String(repeating: " ", count: widths[column] - cell.count)
        text += (column == 0 ? "" : "  ") + (isNumber[column] ? blanks + cell : cell + blanks)
      }
      while text.last == " " { text.removeLast() }
      writer.append(text + "\n")
    }
  }

  private func writeCSV(to writer: ByteWriter) {
    for line in [titles] + rows.map({ $0.map(\.plain) }) {
      for (column, cell) in line.enumerated() {
        if column > 0 { writer.append(UInt8(ascii: ",")) }
        writer.appendCSV(cell)
      }
      writer.append(10)
    }
  }

  private func writeJSON(to writer: ByteWriter) {
    for row in rows {
      for (column, cell) in row.enumerated() {
        writer.append(UInt8(ascii: column == 0 ? "{" : ","))
        writer.appendJSON(titles[column])
        writer.append(UInt8(ascii: ":"))
        switch cell {
        case .text(let text), .decimal(let text): writer.appendJSON(text)
        case .integer(let number): writer.append(decimal: Int(number))
        case .none: writer.append(literal: "null")
        }
      }
      writer.append(literal: "}\n")
    }
  }
}

extension Listing.Cell {
  package init(_ text: String?) { self = text.map { .text($0) } ?? .none }

  var isNumber: Bool {
    switch self {
    case .integer, .decimal: true
    case .text, .none: false
    }
  }

  var plain: String {
    switch self {
    case .text(let text), .decimal(let text): text
    case .integer(let number): String(number)
    case .none: ""
    }
  }

  /// On one line.
  var shown: String { String(plain.map { $0.isNewline ? " " : $0 }) }
}
