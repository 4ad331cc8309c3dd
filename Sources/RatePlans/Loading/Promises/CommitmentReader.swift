internal import Telecom

/// Reads the entries under `commitments`.
struct CommitmentReader {
  static let keys = ["name", "minimum", "maximum", "cycle", "on", "shared", "proration"]

  let log: ProblemLog

  func commitment(_ mapping: YAMLMapping, named name: String, _ terms: inout PromiseTerms) -> SpendingCommitment? {
    var commitment = SpendingCommitment(name: name)
    commitment.on = terms.usageSet(mapping)
    commitment.minimumNanos = terms.money(mapping, "minimum")
    commitment.maximumNanos = terms.money(mapping, "maximum")
    commitment.cycle = mapping.choice("cycle") ?? commitment.cycle
    commitment.shared = mapping.choice("shared") ?? commitment.shared
    commitment.proration = CycleProration(mapping)
    if mapping.text("minimum") == nil, mapping.text("maximum") == nil {
      log.error(
        mapping.location, "the commitment has neither a minimum nor a maximum", remedy: "add `minimum: \"50.00\"`")
    }
    if let minimum = commitment.minimumNanos, let maximum = commitment.maximumNanos, minimum > maximum {
      log.error(
        mapping.location, "the minimum \(Decimal9.text(minimum)) is above the maximum \(Decimal9.text(maximum))",
        remedy: "exchange the two")
    }
    return commitment
  }
}
