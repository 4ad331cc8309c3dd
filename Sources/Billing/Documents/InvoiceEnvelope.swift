package import Telecom

/// A closed invoice as it is kept and handed out: number, date and hash around the document, whose bytes are those of the
/// preview.
package struct InvoiceEnvelope: Hashable, Sendable {
  package var number: String
  package var date: CivilDate
  /// Of the document and the invoice before, in hexadecimal.
  package var hash: String
  /// What ``Invoice/json()`` wrote.
  package var document: [UInt8]

  package init(number: String, date: CivilDate, hash: String, document: [UInt8]) {
    self.number = number
    self.date = date
    self.hash = hash
    self.document = document
  }

  /// `{"number":…,"date":…,"hash":…,"document":…}`
  package func json() -> [UInt8] {
    var json = JSONBytes(.usd)
    json.object { json in
      json.text("number", number)
      json.date("date", date)
      json.text("hash", hash)
      json.raw("document", document)
    }
    return json.bytes
  }
}
