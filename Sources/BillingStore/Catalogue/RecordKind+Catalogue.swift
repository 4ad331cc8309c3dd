extension RecordKind {
  /// From the first day of time.
  private static let always = SQLValue.integer(0)
  private static let anyAmount: ClosedRange<Int64> = (.min + 1)...(.max)

  package static let products = RecordKind(
    "products", object: "product", table: "product",
    columns: [
      RecordColumn("code", .name, required: true, "what charges, prices, taxes and the decks' items name it by"),
      RecordColumn("title", .text, empty: "", "as it stands on invoices; the code where empty"),
      RecordColumn(
        "kind", .choice(["usage", "recurring", "one_off"]), required: true,
        "usage (items that decks rate), recurring (of charges) or one_off (single charges)"),
      RecordColumn("revenue", .text, empty: "", "ledger account that earns it; revenue: and the kind where empty; all usage is revenue:usage, or revenue:resold_usage below resellers"),
      RecordColumn("tax_category", .text, empty: "", "any word; tax rules with this category cover it"),
      RecordColumn("position", .integer(0...1_000_000), empty: 0, "order among the lines of a kind and service on invoices, before the code"),
    ],
    identity: ["code"],
    check: { draft, writer throws(BookError) in
      guard draft.changes("kind") else { return }
      let used = try writer.connection.row("SELECT name FROM charge WHERE product = ?1 LIMIT 1", [draft["code"]])
      if let used {
        writer.error(&draft, "kind", "the charge \(used.text(0)) is of this product", remedy: "make another product")
      }
    })

  package static let prices = RecordKind(
    "prices", object: "price", table: "product_price",
    columns: [
      RecordColumn("product", .reference(.product), required: true, "code of the product"),
      RecordColumn("currency", .currency, required: true, "three letters; accounts of this currency pay it"),
      RecordColumn("valid_from", .day, empty: always, "first day, until the next price of the product; always where empty"),
      RecordColumn(
        "price", .decimal(anyAmount), required: true,
        "of one for a whole period, up to nine decimals, before taxes; below zero for a credit"),
    ],
    identity: ["product", "currency", "valid_from"], owner: ("product", "product"))

  package static let charges = RecordKind(
    "charges", object: "charge", table: "charge",
    columns: [
      RecordColumn("name", .name, required: true, "names the charge"),
      RecordColumn("account", .reference(.account), required: true, "who pays"),
      RecordColumn("service", .reference(.service), "what it is for; the account itself where empty"),
      RecordColumn("product", .reference(.product), required: true, "a recurring product of the catalogue"),
      RecordColumn("title", .text, empty: "", "as it stands on invoices; the product's where empty"),
      RecordColumn(
        "frequency", .frequency, empty: "monthly",
        "of its periods: monthly, weekly, two_weekly, quarterly, half_yearly, yearly, every_10_days"),
      RecordColumn(
        "anchor", .day,
        "a day on which a period begins; where empty the first day of the account's cycle that start_day lies in, so that quarters follow the start"),
      RecordColumn(
        "timing", .choice(["advance", "arrears"]), empty: "advance",
        "advance: due with the invoice before its period, so that the first invoice has two periods; arrears: with the one after it"),
      RecordColumn(
        "proration", .choice(["days_actual", "30_360", "none"]), empty: "days_actual",
        "of periods cut short: days_actual (day by day), 30_360 (months of thirty days) or none (whole periods)"),
      RecordColumn("start_day", .day, required: true, "first day charged"),
      RecordColumn("end_day", .day, "first day no longer charged"),
    ],
    identity: ["name"],
    check: { draft, writer throws(BookError) in try ChargeRules.check(&draft, writer) },
    follow: { draft, writer throws(BookError) in try ChargeRules.addFirstTerm(draft, writer) })

  package static let chargeTerms = RecordKind(
    "charge-terms", object: "term", table: "charge_term",
    columns: [
      RecordColumn("charge", .reference(.charge), required: true, "name of the charge"),
      RecordColumn("valid_from", .day, required: true, "first day of these terms, until the next ones; a new charge has one at the catalogue's price from its start_day"),
      RecordColumn("quantity", .decimal(0...Int64.max), empty: 1_000_000_000, "how many; 1 where empty"),
      RecordColumn("price", .decimal(anyAmount), "of one for a whole period; the catalogue's of the day where empty"),
    ],
    identity: ["charge", "valid_from"], owner: ("charge", "charge"))

  package static let discounts = RecordKind(
    "discounts", object: "discount", table: "discount",
    columns: [
      RecordColumn("name", .name, required: true, "names the discount"),
      RecordColumn("title", .text, empty: "", "as it stands on invoices"),
      RecordColumn("account", .reference(.account), "whose charges; any account's where empty"),
      RecordColumn("service", .reference(.service), "of which service; any where empty"),
      RecordColumn("product", .reference(.product), "of which product; of all charges where empty, usage too"),
      RecordColumn(
        "kind", .choice(["amount", "percent"]), required: true,
        "a percent of all it covers, or an amount of each invoice, in the account's currency"),
      RecordColumn("value", .decimal(0...Int64.max), required: true, "so much off, before taxes"),
      RecordColumn("cycles", .integer(1...10_000), "on so many invoices; without end where empty"),
      RecordColumn("valid_from", .day, empty: always, "first day; always where empty"),
      RecordColumn("valid_to", .day, "first day without it"),
    ],
    identity: ["name"],
    check: { draft, writer throws(BookError) in
      checkPeriod(&draft, writer)
      try DiscountRules.check(&draft, writer)
    })

  package static let taxes = RecordKind(
    "taxes", object: "tax", table: "tax_rule",
    columns: [
      RecordColumn("name", .name, required: true, "as it stands on invoices"),
      RecordColumn("authority", .name, required: true, "who takes it"),
      RecordColumn("percent", .percent, required: true, "of the amount"),
      RecordColumn("product", .reference(.product), "of which product; any where empty"),
      RecordColumn("category", .text, "tax category of products; any where empty"),
      RecordColumn("account", .reference(.account), "whose charges; any account's where empty"),
      RecordColumn("place", .text, "tax place of accounts; any where empty"),
      RecordColumn("valid_from", .day, empty: always, "first day; always where empty"),
      RecordColumn("valid_to", .day, "first day without it"),
    ],
    identity: ["name", "valid_from"], owner: ("name", "tax"),
    check: { draft, writer throws(BookError) in checkPeriod(&draft, writer) })

  private static func checkPeriod(_ draft: inout RecordDraft, _ writer: RecordWriter) {
    if let from = draft.integer("valid_from"), let to = draft.integer("valid_to"), to < from {
      writer.error(&draft, "valid_to", "valid_to is before valid_from", remedy: "valid_to is the first day without it")
    }
  }
}
