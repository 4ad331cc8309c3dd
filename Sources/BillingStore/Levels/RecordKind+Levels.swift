extension RecordKind {
  package static let resellers = RecordKind(
    "resellers", object: "reseller", table: "reseller",
    columns: [
      RecordColumn("account", .reference(.account), required: true, "who sells on what it buys to the accounts below it"),
      RecordColumn("valid_from", .instant, "first moment; the account's first day where empty"),
      RecordColumn("valid_to", .instant, "first moment that no longer counts"),
      RecordColumn("buy_plan", .name, required: true, "name of the plan that it pays its customers' usage by"),
      RecordColumn("sell_plan", .text, empty: "", "name of the plan of customers' services that have none of their own"),
    ],
    identity: ["account", "valid_from"], owner: ("account", "account"),
    prepare: { draft, writer throws(BookError) in try writer.fillBegin("valid_from", &draft, withAccount: draft["account"]) },
    check: { draft, writer throws(BookError) in
      try LevelRules.check(
        &draft, writer, table: "reseller", column: "account", plans: ["buy_plan", "sell_plan"], named: { "account \($0)" })
    },
    follow: { draft, writer throws(BookError) in try LevelRules.follow(draft, writer) })

  package static let suppliers = RecordKind(
    "suppliers", object: "supplier", table: "supplier",
    columns: [
      RecordColumn("trunk", .name, required: true, "the egress trunk, as records name it"),
      RecordColumn("valid_from", .instant, empty: .integer(0), "first moment; 1970 where empty"),
      RecordColumn("valid_to", .instant, "first moment that no longer counts"),
      RecordColumn("supplier", .name, required: true, "who carries its calls"),
      RecordColumn("plan", .name, required: true, "name of the plan that says what this costs"),
    ],
    identity: ["trunk", "valid_from"],
    prepare: { draft, _ throws(BookError) in if draft["valid_from"] == .null { draft["valid_from"] = .integer(0) } },
    check: { draft, writer throws(BookError) in
      try LevelRules.check(&draft, writer, table: "supplier", column: "trunk", plans: ["plan"], named: { "trunk \($0)" })
    })
}
