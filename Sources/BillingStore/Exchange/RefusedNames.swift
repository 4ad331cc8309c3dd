/// Names of rows that an import refused: what refers to them is refused without another message.
final class RefusedNames {
  private var names: [String: Set<String>] = [:]

  func insert(_ name: String, of object: String) { names[object, default: []].insert(name) }

  func contains(_ name: String, of object: String) -> Bool { names[object]?.contains(name) ?? false }
}
