package import Telecom
internal import Yams

/// A mapping of a YAML file, read key by key. What is wrong goes to the log with its place, and reads as absent.
package struct YAMLMapping {
  let file: String
  package let location: InputLocation
  let log: ProblemLog
  private let pairs: [(key: String, node: Node)]

  /// - Parameters:
  ///   - what: for messages: `a band`.
  ///   - keys: those that are known; others are reported. `nil` when any word may be a key.
  init?(_ node: Node, file: String, what: String, keys: [String]?, log: ProblemLog) {
    let location = InputLocation(file, line: node.mark?.line, column: node.mark?.column)
    guard case .mapping(let mapping) = node else {
      log.error(location, "\(what) must be a mapping of keys to values", remedy: "write `key: value` lines")
      return nil
    }
    var pairs: [(String, Node)] = []
    for (key, value) in mapping {
      let place = InputLocation(file, line: key.mark?.line, column: key.mark?.column)
      guard let name = key.scalar?.string else {
        log.error(place, "a key of \(what) is not a word", remedy: "write `key: value`")
        continue
      }
      if let keys, !keys.contains(name) {
        log.error(place, "\(what) has no key \(name)", remedy: Spelling.hint(for: name, among: keys))
        continue
      }
      pairs.append((name, value))
    }
    self.file = file
    self.location = location
    self.log = log
    self.pairs = pairs
  }

  /// The top of a file that other parts of the program define. `nil` after reporting that it is none.
  package init?(_ bytes: [UInt8], file: String, what: String, keys: [String]?, log: ProblemLog) {
    guard let node = YAMLDocument.compose(bytes, file: file, log: log) else { return nil }
    self.init(node, file: file, what: what, keys: keys, log: log)
  }

  package var keys: [String] { pairs.map(\.key) }

  func place(of node: Node) -> InputLocation {
    InputLocation(file, line: node.mark?.line, column: node.mark?.column)
  }

  /// - Returns: `nil` also for a key whose value is empty.
  func node(_ key: String) -> Node? {
    guard let node = pairs.first(where: { $0.key == key })?.node else { return nil }
    if let scalar = node.scalar, scalar.style == .plain, ["", "~", "null"].contains(scalar.string) { return nil }
    return node
  }

  package func text(_ key: String) -> YAMLText? {
    guard let node = node(key) else { return nil }
    guard let scalar = node.scalar else {
      log.error(place(of: node), "\(key) must be a single value", remedy: "write `\(key): value`")
      return nil
    }
    return YAMLText(text: scalar.string, location: place(of: node))
  }

  /// A single value or a list of them.
  package func texts(_ key: String) -> [YAMLText] {
    guard let node = node(key) else { return [] }
    guard case .sequence(let items) = node else { return text(key).map { [$0] } ?? [] }
    return items.compactMap { item in
      guard let scalar = item.scalar else {
        log.error(place(of: item), "\(key) must be a list of single values", remedy: "write `\(key): [one, two]`")
        return nil
      }
      return YAMLText(text: scalar.string, location: place(of: item))
    }
  }

  /// The items of a list.
  func list(_ key: String) -> [Node] {
    guard let node = node(key) else { return [] }
    guard case .sequence(let items) = node else {
      log.error(place(of: node), "\(key) must be a list", remedy: "begin each item with `- `")
      return []
    }
    return Array(items)
  }

  /// A list of mappings.
  package func mappings(_ key: String, what: String, keys: [String]) -> [YAMLMapping] {
    list(key).compactMap { YAMLMapping($0, file: file, what: what, keys: keys, log: log) }
  }

  func mapping(_ key: String, keys: [String]?) -> YAMLMapping? {
    node(key).flatMap { YAMLMapping($0, file: file, what: key, keys: keys, log: log) }
  }

  package func choice<Choice: RawRepresentable & CaseIterable>(_ key: String, as type: Choice.Type = Choice.self) -> Choice?
  where Choice.RawValue == String {
    guard let value = text(key) else { return nil }
    if let choice = Choice(rawValue: value.text) { return choice }
    let words = Choice.allCases.map(\.rawValue)
    log.error(value.location, "\(key) cannot be \(value.text)", remedy: Spelling.hint(for: value.text, among: words))
    return nil
  }

  func integer(_ key: String, in range: ClosedRange<Int>) -> Int? {
    text(key).flatMap { integer($0, key, in: range) }
  }

  func integers(_ key: String, in range: ClosedRange<Int>) -> [Int]? {
    node(key) == nil ? nil : texts(key).compactMap { integer($0, key, in: range) }
  }

  private func integer(_ value: YAMLText, _ key: String, in range: ClosedRange<Int>) -> Int? {
    if let number = Int(value.text), range.contains(number) { return number }
    log.error(
      value.location, "\(key) cannot be \(value.text)",
      remedy: "write a whole number from \(range.lowerBound) to \(range.upperBound)")
    return nil
  }

  package func bool(_ key: String) -> Bool? {
    guard let value = text(key) else { return nil }
    switch value.text {
    case "true", "yes": return true
    case "false", "no": return false
    default:
      log.error(value.location, "\(key) cannot be \(value.text)", remedy: "write true or false")
      return nil
    }
  }
}
