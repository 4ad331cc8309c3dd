internal import Compression

/// An .xlsx workbook: its sheets by name, and what their cells refer to.
package struct Workbook {
  package struct Sheet: Sendable {
    package let name: String
    package let isHidden: Bool
    let part: String
  }

  package let sheets: [Sheet]
  private let parts: WorkbookPart
  private let strings: SharedStrings
  private let formats: CellFormats
  private let epoch: DateSystem

  /// Whether a file's content is that of a workbook: a zip archive, or what a password or the old form make of it.
  package static func isWorkbook(_ content: [UInt8]) -> Bool {
    content.starts(with: [0x50, 0x4B, 0x03, 0x04]) || content.starts(with: oldForm)
  }

  private static let oldForm: [UInt8] = [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1]

  package init(_ content: [UInt8]) throws(WorkbookError) {
    guard !content.starts(with: Self.oldForm) else { throw .encryptedOrOld }
    do throws(ZipFailure) {
      parts = try WorkbookPart(archive: ZipArchive(content))
    } catch {
      throw .damaged(error.reason)
    }
    let package = Relations(folder: "")
    guard try parts.read("_rels/.rels", with: package), let main = package.target(ofType: "officeDocument") else {
      throw .noWorkbook
    }
    let folder = main.lastIndex(of: "/").map { String(main[...$0]) } ?? ""
    let list = SheetList()
    guard try parts.read(main, with: list), !list.sheets.isEmpty else { throw .noWorkbook }
    let relations = Relations(folder: folder)
    guard try parts.read("\(folder)_rels/\(main.dropFirst(folder.count)).rels", with: relations) else { throw .noWorkbook }
    sheets = list.sheets.compactMap { sheet in
      relations.target(id: sheet.relation).map { Sheet(name: sheet.name, isHidden: sheet.isHidden, part: $0) }
    }
    epoch = list.epoch
    formats = CellFormats()
    if let styles = relations.target(ofType: "styles") { _ = try parts.read(styles, with: formats) }
    strings = SharedStrings()
    if let table = relations.target(ofType: "sharedStrings") { _ = try parts.read(table, with: strings) }
  }

  /// - Parameter name: letters' case aside; `nil` for the only sheet that can be seen.
  package func sheet(_ name: String?) throws(WorkbookError) -> Sheet {
    guard let name else {
      let visible = sheets.filter { !$0.isHidden }
      guard let only = visible.first, visible.count == 1 else {
        throw .sheetNotNamed(among: (visible.isEmpty ? sheets : visible).map(\.name))
      }
      return only
    }
    if let sheet = sheets.first(where: { $0.name == name }) { return sheet }
    if let sheet = sheets.first(where: { $0.name.lowercased() == name.lowercased() }) { return sheet }
    throw .noSheet(name, among: sheets.map(\.name))
  }

  /// The cells of a sheet as a text: a line for each row from the first on, so that lines count as rows do, the cells of
  /// a row with `SheetText.delimiter` between them.
  package func text(of sheet: Sheet) throws(WorkbookError) -> [UInt8] {
    let reader = SheetReader(strings: strings, formats: formats, epoch: epoch, part: sheet.part)
    guard try parts.read(sheet.part, with: reader) else { throw .damaged("\(sheet.part) is missing") }
    return try reader.finish()
  }
}
