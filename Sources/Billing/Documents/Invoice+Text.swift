internal import Telecom

extension Invoice {
  /// The invoice for a terminal: columns of text, amounts to the right.
  /// - Parameter number: `nil` for a preview.
  package func text(number: String?) -> String {
    let units = MinorUnits(currency)
    var head = TextTable("ll")
    head.add([number.map { "Invoice \($0)" } ?? "Preview", isFinal ? "final" : ""])
    head.add(["Account", "\(account) \(name)"])
    head.add(["Period", period.description])
    head.add(["Date", "\(date), due \(due)"])
    if let cashDiscount {
      head.add([
        "Discount",
        "\(Percent.text(cashDiscount.percent)) % (\(units.text(cashDiscount.amount))) until \(cashDiscount.until)",
      ])
    }

    var body = TextTable("llllrrr")
    func add(_ label: String, _ amount: Int64, date: String = "", text: String = "") {
      body.add([label, "", date, text, "", "", units.text(amount)])
    }
    add("Carried forward", totals.carriedForward)
    for movement in movements {
      add(
        movement.kind.label, movement.amount, date: "\(movement.date)", text: "\(movement.text) \(movement.reference)")
    }
    for member in members {
      if members.count > 1 { add("\(member.account) \(member.name)", member.net) }
      for line in lines where line.account == member.account { body.add(line.cells(units)) }
    }
    for tax in taxes {
      body.add([
        "Tax", "", tax.authority, tax.name, units.text(tax.base), "\(Percent.text(tax.percent)) %",
        units.text(tax.amount),
      ])
    }
    add("Charges", totals.charges)
    add("DUE \(currency)", totals.due)
    return head.text + "\n" + body.text
  }
}

extension InvoiceLine {
  fileprivate func cells(_ units: MinorUnits) -> [String] {
    let size: String
    let price: String
    if let measured {
      size = "\(measured.count) calls, \(measured.seconds) s"
      price = isLate ? "late" : ""
    } else {
      size = discount == nil ? Decimal9.text(quantity) : ""
      price = discount ?? Decimal9.text(unitPrice)
    }
    return [item, service ?? "", period.description, text, size, price, units.text(amount)]
  }
}

extension AccountMovement.Kind {
  fileprivate var label: String {
    switch self {
    case .payment: "Payment"
    case .refund: "Refund"
    case .correction: "Correction"
    case .chargeback: "Chargeback"
    case .transfer: "Transfer"
    case .writeOff: "Write-off"
    case .creditNote: "Credit note"
    case .cashDiscount: "Cash discount"
    case .invoice: "Invoice"
    }
  }
}
