extension RecordKind {
  package static let usageLimits = RecordKind(
    "usage-limits", object: "limit", table: "usage_limit",
    columns: [
      RecordColumn("name", .name, required: true, "names the limit"),
      RecordColumn("account", .reference(.account), "whose usage counts, with that of accounts on its invoice"),
      RecordColumn("service", .reference(.service), "or the one service whose usage counts"),
      RecordColumn(
        "measure", .choice(UsageMeasure.allCases.map(\.rawValue)), empty: "amount",
        "amount (before taxes), minutes (billed), records or megabytes (in and out)"),
      RecordColumn(
        "period", .choice(UsageLimit.Period.allCases.map(\.rawValue)), empty: "cycle",
        "day, or cycle of the account that pays"),
      RecordColumn("soft", .decimal(1...Int64.max), "reaching it is told: usage_limit_soft"),
      RecordColumn("hard", .decimal(1...Int64.max), "reaching it asks for a stop: usage_limit_hard"),
    ],
    identity: ["name"],
    check: { draft, writer throws(BookError) in try UsageLimitRules.check(&draft, writer) },
    follow: { draft, writer throws(BookError) in try UsageLimitRules.follow(draft, writer) })
}
