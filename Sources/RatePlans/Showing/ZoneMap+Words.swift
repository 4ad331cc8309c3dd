extension ZoneMap {
  /// Which zone a number is in, and which row says so: `number in EU (zones.csv:3: prefix 44)`.
  package func words(_ finding: Finding) -> String {
    guard finding.row >= 0 else { return "number in no zone" }
    let row = table.rows[Int(finding.row)]
    return "number in \(names[Int(finding.zone)]) (\(table.place(of: row)): prefix \(table.prefix(ofRow: finding.row)))"
  }
}
