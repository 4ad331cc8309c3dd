internal import Telecom
internal import Yams

/// Values that say which usage something is for.
extension YAMLMapping {
  /// Lists and mappings of nothing are told: what is for none of the usage must not be for all of it.
  func refuseEmptyLists() {
    for key in keys {
      guard let node = node(key), node.sequence?.isEmpty ?? node.mapping?.isEmpty ?? false else { continue }
      log.error(location, "\(key) names nothing", remedy: "say what is meant, or leave \(key) out")
    }
  }

  func prefixes(_ key: String) -> [DeckPrefix] {
    texts(key).compactMap { value in
      if let prefix = DeckPrefix(digits: value.text) { return prefix }
      log.error(value.location, "\(value.text) is no prefix", remedy: "write digits, or digits$ for exactly that number")
      return nil
    }
  }

  func jurisdictions(_ key: String) -> Set<Jurisdiction> {
    Set(
      texts(key).compactMap { word in
        if let known = Jurisdiction(word: word.text) { return known }
        let words = Jurisdiction.allCases.dropFirst().map(\.code)
        log.error(word.location, "\(word.text) is no jurisdiction", remedy: Spelling.hint(for: word.text, among: words))
        return nil
      })
  }

  /// Indices of the plan's bands.
  func bands(_ key: String, of schedule: BandSchedule) -> Set<Int16> {
    Set(
      texts(key).flatMap { name in
        let known = schedule.bands.indices.filter { schedule.bands[$0].name == name.text }
        if known.isEmpty {
          log.error(
            name.location, "the plan has no band \(name.text)",
            remedy: Spelling.hint(for: name.text, among: schedule.bands.map(\.name)))
        }
        return known.map { Int16($0) }
      })
  }

  /// A list of words of which each has to be known.
  func choices<Choice: RawRepresentable & CaseIterable>(_ key: String, as type: Choice.Type = Choice.self) -> [Choice]
  where Choice.RawValue == String {
    texts(key).compactMap { value in
      if let choice = Choice(rawValue: value.text) { return choice }
      let words = Choice.allCases.map(\.rawValue)
      log.error(value.location, "\(key) cannot be \(value.text)", remedy: Spelling.hint(for: value.text, among: words))
      return nil
    }
  }
}
