internal import Bytes
internal import Telecom

/// A plan in words: as a whole, or the rows that could price a number.
package struct PlanShow: Sendable {
  package enum Format: String, Sendable, CaseIterable {
    case text, json
  }

  package let plan: RatePlan
  /// How many warnings came with the plan.
  let warnings: Int

  package init(plan: RatePlan, warnings: Int) {
    self.plan = plan
    self.warnings = warnings
  }

  package func summary(as format: Format) -> String {
    switch format {
    case .text: textSummary
    case .json: jsonSummary
    }
  }

  private var textSummary: String {
    var lines = [
      "plan              \(plan.name)",
      "currency          \(plan.currency)",
      "time zone         \(plan.zone.name)",
      "rounding          \(plan.rounding.mode.rawValue), \(plan.rounding.decimals) decimals, "
        + "once per \(plan.rounding.scope.rawValue)",
      "duration          ms to s: \(plan.durationRounding.rawValue); increments: \(plan.incrementRule.rawValue)",
      "grace             \(plan.graceSeconds) s",
    ]
    let rules = plan.dialling
    if !rules.isEmpty {
      lines.append(
        "dialling          country \(rules.countryCode), "
          + "international \(rules.internationalPrefixes.joined(separator: " or ")), national \(rules.nationalPrefix)")
    }
    for rewrite in rules.rewrites {
      lines.append("rewrite           \(rewrite.pattern) stands for \(rewrite.replacement.isEmpty ? "nothing" : rewrite.replacement)")
    }
    if !plan.bands.bands.isEmpty {
      let names = plan.bands.bands.map(\.name).joined(separator: ", ")
      lines.append("bands             \(names) (\(plan.bandRule.rawValue))")
    }
    for tariff in plan.tariffs {
      lines.append(
        "\((tariff.measure.rawValue + (tariff.unit.isEmpty ? "" : " \(tariff.unit)")).padded(to: 17)) \(tariff.rows.count) rows, \(tariff.groups.count) \(keys(of: tariff))"
          + (tariff.defaultGroup >= 0 ? ", a default among them" : ""))
      for file in tariff.files { lines.append("                  \(file)") }
    }
    if let zones = plan.zones {
      lines.append("zones             \(zones.names.count - 1) of \(zones.table.groups.count) prefixes")
      for file in zones.table.files { lines.append("                  \(file)") }
    }
    if warnings > 0 { lines.append("warnings          \(warnings) (see `tollbook plan check`)") }
    return lines.joined(separator: "\n") + "\n"
  }

  private func keys(of tariff: Tariff) -> String {
    tariff.leg == .matrix ? "pairs of zones" : tariff.hasKeyedGroups ? "places and prefixes" : "prefixes"
  }

  private var jsonSummary: String {
    let writer = ByteWriter()
    writer.append("{\"plan\":")
    writer.appendJSON(plan.name)
    writer.append(",\"currency\":\"\(plan.currency)\",\"time_zone\":")
    writer.appendJSON(plan.zone.name)
    writer.append(
      ",\"rounding\":{\"mode\":\"\(plan.rounding.mode.rawValue)\",\"decimals\":\(plan.rounding.decimals),"
        + "\"scope\":\"\(plan.rounding.scope.rawValue)\"}")
    writer.append(",\"bands\":[")
    for (index, band) in plan.bands.bands.enumerated() {
      if index > 0 { writer.append(",") }
      writer.appendJSON(band.name)
    }
    writer.append("],\"tariffs\":[")
    for (index, tariff) in plan.tariffs.enumerated() {
      if index > 0 { writer.append(",") }
      writer.append("{\"measure\":\"\(tariff.measure.rawValue)\"")
      if !tariff.unit.isEmpty {
        writer.append(",\"unit\":")
        writer.appendJSON(tariff.unit)
      }
      writer.append(
        ",\"rows\":\(tariff.rows.count),"
          + "\"prefixes\":\(tariff.groups.count),\"decks\":[")
      for (index, file) in tariff.files.enumerated() {
        if index > 0 { writer.append(",") }
        writer.appendJSON(file)
      }
      writer.append("]}")
    }
    writer.append("],\"warnings\":\(warnings)}\n")
    return String(decoding: writer.bytes, as: UTF8.self)
  }
}

extension String {
  func padded(to width: Int) -> String { self + String(repeating: " ", count: max(0, width - count)) }
}
