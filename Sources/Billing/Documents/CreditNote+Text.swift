package import Telecom

extension CreditNote {
  /// The credit note for a terminal: columns of text, amounts to the right.
  /// - Parameters:
  ///   - number: its own.
  ///   - invoice: the one that it credits.
  package func text(number: String, date: CivilDate, of invoice: Invoice) -> String {
    let units = MinorUnits(invoice.currency)
    var head = TextTable("ll")
    head.add(["Credit note", number])
    head.add(["Of invoice", self.invoice])
    head.add(["Account", "\(invoice.account) \(invoice.name)"])
    head.add(["Date", "\(date)"])
    if !reason.isEmpty { head.add(["Reason", reason]) }

    var body = TextTable("llllr")
    for part in lines {
      let line = invoice.lines[part.place]
      body.add([line.item, line.service ?? "", line.period.description, line.discount ?? line.text, units.text(part.amount)])
    }
    for part in taxes {
      let tax = invoice.taxes[part.place]
      body.add(["Tax", "", tax.authority, tax.name, units.text(part.amount)])
    }
    body.add(["CREDITED \(invoice.currency)", "", "", "", units.text(total)])
    return head.text + "\n" + body.text
  }
}
