internal import Telecom

/// Reads what a plan says of usage taken together: `allowances`, `volumes`, `commitments`, `limits`.
struct PromiseReader {
  private static let most = 1_000

  let bands: BandSchedule
  let log: ProblemLog

  /// - Returns: the promises, and what they say of decks.
  func promises(_ top: YAMLMapping) -> (plan: PlanPromises, mentions: [PromiseMention]) {
    var terms = PromiseTerms(bands: bands, log: log)
    var plan = PlanPromises()
    let allowances = named(top, "allowances", what: "an allowance", AllowanceReader.keys, example: "national-500") {
      AllowanceReader(log: log).allowance($0, named: $1, &terms)
    }
    let volumes = named(top, "volumes", what: "a volume", VolumeReader.keys, example: "big-talk") {
      VolumeReader(log: log).volume($0, named: $1, &terms)
    }
    plan.commitments = named(top, "commitments", what: "a commitment", CommitmentReader.keys, example: "min-50") {
      CommitmentReader(log: log).commitment($0, named: $1, &terms)
    }.map(\.value)
    plan.limits = named(top, "limits", what: "a limit", LimitReader.keys, example: "spend") {
      LimitReader(log: log).limit($0, named: $1, &terms)
    }.map(\.value)
    plan.allowances = allowances.map(\.value)
    plan.volumes = volumes.map(\.value)
    if !log.hasErrors { PromiseOrder(log: log).check(allowances, volumes) }
    return (plan, terms.mentions)
  }

  /// The entries of a list, of which each has a name of its own.
  private func named<Value>(
    _ top: YAMLMapping, _ key: String, what: String, _ keys: [String], example: String,
    _ read: (YAMLMapping, String) -> Value?
  ) -> [(value: Value, location: InputLocation)] {
    var names: Set<String> = []
    let mappings = top.mappings(key, what: what, keys: keys)
    if mappings.count > Self.most {
      log.error(mappings[Self.most].location, "there are more than \(Self.most) \(key)", remedy: "use fewer")
    }
    return mappings.prefix(Self.most).compactMap { mapping in
      guard let name = mapping.text("name"), !name.text.isEmpty else {
        log.error(mapping.location, "\(what) has no name", remedy: "add `name: \(example)`")
        return nil
      }
      if let mark = name.text.first(where: { ":;,\"".contains($0) || $0.isNewline }) {
        log.error(name.location, "\(mark == "\n" ? "a line end" : "'\(mark)'") cannot stand in a name", remedy: "leave it out, as in '\(example)'")
      }
      if !names.insert(name.text).inserted {
        log.error(name.location, "\(name.text) stands twice under \(key)", remedy: "give one of them another name")
      }
      return read(mapping, name.text).map { ($0, mapping.location) }
    }
  }
}
