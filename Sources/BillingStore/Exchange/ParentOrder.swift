internal import RatePlans
internal import Telecom

/// Puts rows whose parents stand in the same file behind them, so that a file may have any order. Parents that lead back
/// to themselves are told once; the rest of such rows is still looked at.
enum ParentOrder {
  static func sorted(_ inputs: [RecordInput], _ kind: RecordKind, log: ProblemLog, refused: RefusedNames) -> [RecordInput] {
    guard let name = kind.nameColumn.map({ kind.index($0) }),
      let parent = kind.columns.firstIndex(where: { $0.name == "parent" })
    else { return inputs }
    var rows: [String: Int] = [:]
    for (index, input) in inputs.enumerated() { rows[input.texts[name] ?? ""] = index }
    var isTaken = [Bool](repeating: false, count: inputs.count)
    var sorted: [RecordInput] = []
    for index in inputs.indices where !isTaken[index] {
      // From the row up to the first ancestor that is taken or not in the file; then down again.
      var chain: [Int] = []
      var next: Int? = index
      while let row = next, !isTaken[row] {
        isTaken[row] = true
        chain.append(row)
        next = inputs[row].texts[parent].flatMap { $0.isEmpty ? nil : rows[$0] }
      }
      if let next, chain.contains(next) {
        let names = chain[chain.firstIndex(of: next)!...].map { inputs[$0].texts[name] ?? "" }
        log.error(
          inputs[next].place(parent, nil),
          "the parents of \(names[0]) lead back to itself (\((names + [names[0]]).joined(separator: " → ")))",
          remedy: "take one of these parents out")
        for name in names { refused.insert(name, of: kind.object) }
      }
      sorted += chain.reversed().map { inputs[$0] }
    }
    return sorted
  }
}
