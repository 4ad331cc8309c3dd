/// The bytes of an .xlsx workbook, its sheets given as the XML of their rows.
package struct WorkbookXML {
  package var sheets: [(name: String, rows: String)]
  package var merges: [String] = []
  package var strings: [String] = []
  /// Number format ids of the cells' styles: `s="1"` has the second.
  package var styles = [0]
  package var formats: [Int: String] = [:]
  package var is1904 = false
  package var hidden: Set<String> = []

  package init(_ rows: String) { sheets = [("Rates", rows)] }

  package init(sheets: [(name: String, rows: String)]) { self.sheets = sheets }

  private static let main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
  private static let relation = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
  private static let packed = "http://schemas.openxmlformats.org/package/2006/relationships"

  package var parts: [(name: String, content: [UInt8])] {
    var list = ""
    var relations = ""
    var parts: [(String, String)] = []
    for (index, sheet) in sheets.enumerated() {
      let state = hidden.contains(sheet.name) ? " state=\"hidden\"" : ""
      list += "<sheet name=\"\(sheet.name)\" sheetId=\"\(index + 1)\"\(state) r:id=\"rId\(index + 1)\"/>"
      relations += "<Relationship Id=\"rId\(index + 1)\" Type=\"\(Self.relation)/worksheet\" Target=\"worksheets/sheet\(index + 1).xml\"/>"
      let merged = merges.isEmpty ? "" : "<mergeCells>" + merges.map { "<mergeCell ref=\"\($0)\"/>" }.joined() + "</mergeCells>"
      parts.append((
        "xl/worksheets/sheet\(index + 1).xml",
        "<worksheet xmlns=\"\(Self.main)\"><sheetData>\(sheet.rows)</sheetData>\(merged)</worksheet>"
      ))
    }
    relations += "<Relationship Id=\"s\" Type=\"\(Self.relation)/styles\" Target=\"styles.xml\"/>"
    relations += "<Relationship Id=\"t\" Type=\"\(Self.relation)/sharedStrings\" Target=\"/xl/sharedStrings.xml\"/>"
    let codes = formats.map { "<numFmt numFmtId=\"\($0.key)\" formatCode=\"\($0.value)\"/>" }.joined()
    parts.append((
      "xl/styles.xml",
      "<styleSheet xmlns=\"\(Self.main)\"><numFmts>\(codes)</numFmts><cellStyleXfs><xf numFmtId=\"14\"/></cellStyleXfs><cellXfs>"
        + styles.map { "<xf numFmtId=\"\($0)\"/>" }.joined() + "</cellXfs></styleSheet>"
    ))
    parts.append(("xl/sharedStrings.xml", "<sst xmlns=\"\(Self.main)\">" + strings.map { "<si>\($0)</si>" }.joined() + "</sst>"))
    parts.append((
      "xl/workbook.xml",
      "<workbook xmlns=\"\(Self.main)\" xmlns:r=\"\(Self.relation)\"><workbookPr\(is1904 ? " date1904=\"1\"" : "")/><sheets>\(list)</sheets></workbook>"
    ))
    parts.append(("xl/_rels/workbook.xml.rels", "<Relationships xmlns=\"\(Self.packed)\">\(relations)</Relationships>"))
    parts.append((
      "_rels/.rels",
      "<Relationships xmlns=\"\(Self.packed)\"><Relationship Id=\"w\" Type=\"\(Self.relation)/officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>"
    ))
    return parts.map { ($0.0, Array("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n\($0.1)".utf8)) }
  }

  package var bytes: [UInt8] { StoredZip.bytes(parts) }
}
