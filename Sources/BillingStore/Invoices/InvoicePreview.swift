package import Billing
internal import Bytes

/// An invoice as it would close, and what the accounts on it have left of what their plans include.
package struct InvoicePreview: Sendable {
  package let invoice: ComputedInvoice
  /// In cycles that the invoice's period has a part in.
  package let left: [AllowanceLeft]

  package var result: InvoiceResult { invoice.result }

  /// The document that a closing would keep, and beside its members `allowances`: amounts are in the unit, as texts.
  package var document: [UInt8] {
    guard !left.isEmpty, let end = invoice.document.lastIndex(of: UInt8(ascii: "}")) else { return invoice.document }
    let writer = ByteWriter()
    writer.append(contentsOf: Array(invoice.document[..<end]))
    for (place, line) in left.enumerated() {
      writer.append(place == 0 ? ",\"allowances\":[{" : ",{")
      for (position, (name, value)) in line.fields.enumerated() {
        writer.append(position == 0 ? "\"\(name)\":" : ",\"\(name)\":")
        writer.appendJSON(value)
      }
      writer.append("}")
    }
    writer.append("]}")
    return writer.bytes
  }

  /// The invoice's text, and a table below it.
  package func text() -> String {
    guard !left.isEmpty else { return result.invoice.text(number: nil) }
    let rows = [left[0].fields.map(\.0)] + left.map { $0.fields.map(\.1) }
    let widths = rows[0].indices.map { column in rows.map { $0[column].count }.max() ?? 0 }
    let table = rows.map { row in
      zip(row, widths).map { $0 + String(repeating: " ", count: $1 - $0.count) }.joined(separator: "  ")
    }
    return result.invoice.text(number: nil) + "\nLeft of what plans include\n" + table.joined(separator: "\n") + "\n"
  }
}
