/// Reads the main part of a workbook: its sheets, and from where its dates count.
final class SheetList: PartReader {
  private(set) var sheets: [(name: String, isHidden: Bool, relation: String)] = []
  private(set) var epoch = DateSystem.from1900
  var failure: WorkbookError? { nil }

  func begin(_ element: String, _ attributes: [String: String]) {
    switch element {
    case "workbookPr":
      if ["1", "true"].contains(attributes["date1904"]) { epoch = .from1904 }
    case "sheet":
      guard let name = attributes["name"], let relation = attributes.first(where: { $0.key.hasSuffix(":id") })?.value
      else { return }
      sheets.append((name, ["hidden", "veryHidden"].contains(attributes["state"]), relation))
    default: break
    }
  }

  func text(_ text: String) {}
  func end(_ element: String) {}
}
