/// Reads which parts of a workbook another part refers to.
final class Relations: PartReader {
  private let folder: String
  private var targets: [(id: String, type: Substring, path: String)] = []
  var failure: WorkbookError? { nil }

  /// - Parameter folder: of the part whose relations these are, with a slash at its end, or empty.
  init(folder: String) { self.folder = folder }

  func target(id: String) -> String? { targets.first { $0.id == id }?.path }

  /// - Parameter type: the last word of the relation's type; those of both forms of the standard end in it.
  func target(ofType type: String) -> String? { targets.first { $0.type == type }?.path }

  func begin(_ element: String, _ attributes: [String: String]) {
    guard element == "Relationship", let id = attributes["Id"], let target = attributes["Target"],
      let type = attributes["Type"]?.split(separator: "/").last
    else { return }
    targets.append((id, type, path(target)))
  }

  func text(_ text: String) {}
  func end(_ element: String) {}

  /// `/xl/a.xml` from the top, `../a.xml` and `a.xml` from the folder.
  private func path(_ target: String) -> String {
    var parts = target.hasPrefix("/") ? [] : folder.split(separator: "/")
    for part in target.split(separator: "/") where part != "." {
      if part == ".." { _ = parts.popLast() } else { parts.append(part) }
    }
    return parts.joined(separator: "/")
  }
}
