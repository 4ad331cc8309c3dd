internal import Telecom

/// Holds what a plan's promises say of its decks against the decks.
struct PromiseCheck {
  let plan: RatePlan
  let log: ProblemLog

  func check(_ mentions: [PromiseMention]) {
    // Where a deck could not be read nobody knows what would have stood in it.
    guard !mentions.isEmpty, !log.hasErrors else { return }
    var names: Set<String>?
    for mention in mentions {
      switch mention.what {
      case .unit(let unit):
        guard !plan.tariffs.contains(where: { prices($0, unit) }) else { continue }
        let (measure, word) = (unit.measures[0].rawValue, unit.word)
        log.warning(
          mention.location, "no usage is counted in \(word): no deck of the plan prices \(unit.isMetered ? word : measure)",
          remedy: "add a deck with `measure: \(measure)\(unit.isMetered ? ", unit: \(word)" : "")`, or count what the decks price")
      case .destination(let name):
        let known = names ?? destinations()
        names = known
        guard !known.contains(name) else { continue }
        let remedy = Spelling.nearest(to: name, among: known.sorted()).map { "did you mean \($0)?" }
        log.warning(
          mention.location, "no row of the plan's decks has the destination \(name)",
          remedy: remedy ?? "write it as the decks do, or use `prefixes`")
      }
    }
  }

  private func prices(_ tariff: Tariff, _ unit: CountedUnit) -> Bool {
    unit.measures.contains(tariff.measure) && (!unit.isMetered || ["", unit.word].contains(tariff.unit))
  }

  private func destinations() -> Set<String> {
    var names: Set<String> = []
    for tariff in plan.tariffs {
      var seen: Set<TextRange> = []
      for row in tariff.rows.packed where seen.insert(row.destination).inserted {
        names.insert(String(decoding: tariff.text[row.destination.range], as: UTF8.self))
      }
    }
    return names
  }
}
