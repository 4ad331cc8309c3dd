internal import Telecom
internal import Yams

/// A dialect file's tree while it is read: gives values, and notes every problem with its place.
final class DefinitionSource {
  let file: String
  private(set) var problems: [Problem] = []

  init(file: String) { self.file = file }

  func location(_ node: Node?) -> InputLocation {
    InputLocation(file, line: node?.mark?.line, column: node?.mark?.column)
  }

  func note(_ node: Node?, _ message: String, remedy: String) {
    problems.append(Problem(at: location(node), message, remedy: remedy))
  }

  /// The tree of a text, or a problem where it is no YAML.
  func compose(_ text: String) -> Node? {
    do {
      if let node = try Yams.compose(yaml: text, .basic) { return node }
      problems.append(Problem(at: InputLocation(file), "the file is empty", remedy: "see `tollbook formats csv` for an example"))
    } catch let error as YamlError {
      let (mark, message): (Mark?, String)
      switch error {
      case .scanner(_, let problem, let place, _), .parser(_, let problem, let place, _),
        .composer(_, let problem, let place, _):
        (mark, message) = (place, problem)
      case .duplicatedKeysInMapping(let keys, let context):
        return noteRepeated(keys, in: text, from: context.mark.line)
      default: (mark, message) = (nil, "not YAML: \(error)")
      }
      problems.append(
        Problem(
          at: InputLocation(file, line: mark?.line, column: mark?.column), message,
          remedy: "mend the YAML; values with special characters go in quotes"))
    } catch {
      problems.append(Problem(at: InputLocation(file), "not YAML: \(error)", remedy: "mend the YAML"))
    }
    return nil
  }

  /// The parser tells only which mapping has a key twice; the second one is looked for in the text.
  private func noteRepeated(_ keys: [String], in text: String, from first: Int) -> Node? {
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    for key in keys.sorted() {
      let places = lines.indices.filter { line in
        line >= first - 1 && lines[line].drop { $0 == " " || $0 == "-" || $0 == "{" }.hasPrefix("\(key):")
      }
      let line = places.count > 1 ? places[1] + 1 : first
      problems.append(
        Problem(
          at: InputLocation(file, line: line, column: 1), "key '\(key)' stands twice", remedy: "delete one of the two"))
    }
    return nil
  }

  /// The entries of a mapping by key; unknown keys are problems.
  func entries(_ node: Node, of what: String, allowed: [String]) -> [String: Node] {
    guard case .mapping(let mapping) = node else {
      note(node, "\(what) must be a mapping", remedy: "write keys with values: \(allowed.joined(separator: ", "))")
      return [:]
    }
    var entries: [String: Node] = [:]
    for (key, value) in mapping {
      let name = key.scalar?.string ?? ""
      guard allowed.contains(name) else {
        note(key, "unknown key '\(name)' in \(what)", remedy: "use one of \(allowed.joined(separator: ", "))")
        continue
      }
      entries[name] = value
    }
    return entries
  }

  /// All entries of a mapping whose keys are free.
  func pairs(_ node: Node, of what: String) -> [(key: String, node: Node)] {
    guard case .mapping(let mapping) = node else {
      note(node, "\(what) must be a mapping", remedy: "write 'name: value' lines")
      return []
    }
    return mapping.map { ($0.key.scalar?.string ?? "", $0.value) }
  }

  func text(_ node: Node, _ what: String) -> String {
    if let text = node.scalar?.string { return text }
    note(node, "\(what) must be a single value", remedy: "write one word or a text in quotes")
    return ""
  }

  /// A list of texts, or a single one.
  func texts(_ node: Node, _ what: String) -> [String] {
    if case .sequence(let nodes) = node { return nodes.map { text($0, what) } }
    return [text(node, what)]
  }

  func nodes(_ node: Node) -> [Node] {
    if case .sequence(let nodes) = node { return Array(nodes) }
    return [node]
  }

  func flag(_ node: Node, _ what: String) -> Bool {
    switch node.scalar?.string {
    case "true", "yes": return true
    case "false", "no": return false
    default:
      note(node, "\(what) must be true or false", remedy: "write true or false")
      return false
    }
  }

  func word<Choice: RawRepresentable & CaseIterable>(
    _ node: Node, _ what: String, _ type: Choice.Type
  ) -> Choice? where Choice.RawValue == String {
    if let choice = Choice(rawValue: text(node, what)) { return choice }
    let choices = Choice.allCases.map(\.rawValue).joined(separator: ", ")
    note(node, "\(what) '\(node.scalar?.string ?? "")' is unknown", remedy: "use one of \(choices)")
    return nil
  }

  func byte(_ node: Node, _ what: String) -> UInt8? {
    let text = text(node, what)
    let names = ["tab": UInt8(9), "\\t": 9, "comma": 44, "semicolon": 59, "pipe": 124, "blank": 32]
    if let byte = names[text] { return byte }
    if text.utf8.count == 1, let byte = text.utf8.first, byte != 10, byte != 13 { return byte }
    note(node, "\(what) must be one ASCII character", remedy: "write it in quotes, or tab")
    return nil
  }
}
