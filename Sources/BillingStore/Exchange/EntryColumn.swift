/// A column of a file of things that happened: payments, single charges.
package struct EntryColumn: Sendable {
  package let name: String
  /// Every file has it; the others where wanted.
  package let isRequired: Bool
  /// For `--help`.
  package let help: String

  init(_ name: String, required: Bool = false, _ help: String) {
    self.name = name
    isRequired = required
    self.help = help
  }
}

extension OneOffEntry {
  package static let columns = [
    EntryColumn("account", required: true, "who pays"),
    EntryColumn("product", required: true, "code of the product, whose revenue and taxes it has"),
    EntryColumn("date", required: true, "day of it; it stands on the first invoice whose period ends behind it"),
    EntryColumn("reference", required: true, "its own id, taken once: the same row again changes nothing"),
    EntryColumn("service", "which service of the account it is for; the account itself where empty"),
    EntryColumn("title", "as it stands on invoices; the product's where empty"),
    EntryColumn("quantity", "how many, above zero; 1 where empty"),
    EntryColumn("price", "of one, before taxes, below zero for a credit; the catalogue's of the day where empty"),
  ]
}

extension PaymentEntry {
  package static let columns = [
    EntryColumn("account", required: true, "whose it is; one that gets invoices"),
    EntryColumn("date", required: true, "day on which it came in or went out"),
    EntryColumn("amount", required: true, "above zero, of refunds too"),
    EntryColumn("currency", required: true, "three letters; what it was paid in"),
    EntryColumn("reference", required: true, "its own id, taken once: the same row again changes nothing"),
    EntryColumn("method", "how it was paid: bank, card, …"),
    EntryColumn("memo", "a remark"),
    EntryColumn("kind", "payment where empty, write_off, skonto (cash discount) or refund (pays out credit)"),
    EntryColumn("invoice", "numbers of invoices with blanks between, settled in this order; the oldest first where empty"),
    EntryColumn("rate", "worth of one unit paid in the account's currency, where these differ"),
    EntryColumn("credited", "what the account is credited where it is not amount × rate"),
  ]
}
