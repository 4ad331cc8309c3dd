extension RecordKind {
  package static let switches = RecordKind(
    "switches", object: "switch", table: "switch",
    columns: [
      RecordColumn("name", .name, required: true, "as 'tollbook ingest --switch' names it"),
      RecordColumn("title", .text, empty: "", "in words"),
    ],
    identity: ["name"])
}
