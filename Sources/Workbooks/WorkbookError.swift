/// Why a workbook cannot be read.
package enum WorkbookError: Error, Hashable, Sendable {
  /// A password protects it; the old .xls form looks the same from outside.
  case encryptedOrOld
  /// A zip archive that holds no workbook of the .xlsx form.
  case noWorkbook
  case damaged(String)
  /// Unpacks to more than a workbook can hold, or than its packed size makes plausible.
  case tooLarge(part: String)
  case noSheet(String, among: [String])
  /// Several sheets can be seen, and none was named.
  case sheetNotNamed(among: [String])

  /// What is wrong, and what the reader can do.
  package var message: (problem: String, remedy: String) {
    switch self {
    case .encryptedOrOld:
      ("the workbook is protected by a password, or in the old .xls form", "save it as .xlsx without a password")
    case .noWorkbook: ("the file is a zip archive without an .xlsx workbook in it", "save the table as .xlsx or CSV")
    case .damaged(let reason): ("the workbook is damaged: \(reason)", "get the file again, or save it anew")
    case .tooLarge(let part):
      ("the workbook's part \(part) unpacks to more than a sheet can need", "save the sheet alone, or as CSV")
    case .noSheet(let name, let names):
      ("the workbook has no sheet '\(name)'", "it has \(names.joined(separator: ", "))")
    case .sheetNotNamed(let names):
      (
        "the workbook has several sheets, and none is named",
        "add `sheet:` to the deck in plan.yaml, or name FILE[SHEET]; there are \(names.joined(separator: ", "))"
      )
    }
  }
}
