import TestSupport
import Testing
import Workbooks

/// The sheet's lines, with `|` between cells, `/` between lines in one, and `!` before what is no value.
private func lines(_ book: WorkbookXML, sheet: String? = nil) throws(WorkbookError) -> [String] {
  let workbook = try Workbook(book.bytes)
  let text = try workbook.text(of: workbook.sheet(sheet))
  let marks: [UInt8: UInt8] = [CellText.delimiter: 124, CellText.noValue: 33, 0x1E: 47]
  let marked = text.map { marks[$0] ?? $0 }
  return String(decoding: marked, as: UTF8.self).split(separator: "\n", omittingEmptySubsequences: false).dropLast().map(String.init)
}

private func failure(_ content: [UInt8]) -> WorkbookError? {
  do throws(WorkbookError) {
    let workbook = try Workbook(content)
    _ = try workbook.text(of: workbook.sheet(nil))
    return nil
  } catch {
    return error
  }
}

@Suite struct `Cells of a sheet` {
  @Test(arguments: [
    // as the file has it, as the sheet shows it
    ("0.0125", "0.0125"), ("0.012500000000000001", "0.0125"), ("1.2500000000000001E-2", "0.0125"), ("1.2E-2", "0.012"),
    ("0.28999999999999998", "0.29"), ("9.9999999999999995E-2", "0.1"), ("0.99999999999999999", "1"), ("9376", "9376"), ("93.0", "93"),
    ("4.4740012345678E+13", "44740012345678"), ("123456789012345", "123456789012345"), ("1E+2", "100"), ("0", "0"),
    ("-0.50", "-0.5"), ("0.0E0", "0"), ("5E-9", "0.000000005"), ("3.3333333333333333E-2", "0.0333333333333333"), ("12x", "!12x"),
  ])
  func `hold numbers to fifteen digits`(written: String, shown: String) throws {
    #expect(try lines(WorkbookXML("<row r=\"1\"><c r=\"A1\"><v>\(written)</v></c></row>")) == [shown])
  }

  @Test(arguments: [
    // format code, number, 1904 → what the sheet shows
    ("dd/mm/yyyy", "46053", false, "2026-01-31T00:00:00"), ("[$-409]d\\-mmm\\-yy;@", "46053.5", false, "2026-01-31T12:00:00"),
    ("yyyy\\-mm\\-dd", "44591", true, "2026-01-31T00:00:00"), ("mmm yy", "1", false, "1900-01-01T00:00:00"),
    ("d", "59", false, "1900-02-28T00:00:00"), ("d", "60", false, "!day 60"), ("d", "61", false, "1900-03-01T00:00:00"),
    ("d", "0", true, "1904-01-01T00:00:00"), ("d", "-1", false, "!day -1"), ("d", "2958465", false, "9999-12-31T00:00:00"),
    ("yyyy-mm-dd hh:mm", "46053.999999", false, "2026-02-01T00:00:00"), ("hh:mm", "0.75", false, "18:00:00"), ("[h]:mm", "1.5", false, "36:00:00"),
    ("[Red]0.00 &quot;d&quot;", "12.5", false, "12.5"), ("General", "12", false, "12"), ("000", "7", false, "007"), ("#,##0.00", "1234.5", false, "1234.5"),
  ])
  func `hold dates by the format of their number`(code: String, number: String, is1904: Bool, shown: String) throws {
    var book = WorkbookXML("<row r=\"1\"><c r=\"A1\" s=\"1\"><v>\(number)</v></c></row>")
    (book.styles, book.formats, book.is1904) = ([0, 170], [170: code], is1904)
    #expect(try lines(book) == [shown])
  }

  @Test(arguments: [(14, "2026-01-31T00:00:00"), (22, "2026-01-31T00:00:00"), (0, "46053"), (4, "46053"), (46, "1105272:00:00")])
  func `hold dates by formats every workbook knows`(id: Int, shown: String) throws {
    var book = WorkbookXML("<row r=\"1\"><c r=\"A1\" s=\"1\"><v>46053</v></c></row>")
    book.styles = [0, id]
    #expect(try lines(book) == [shown])
  }

  @Test func `hold texts, truths, results of formulas and errors`() throws {
    var book = WorkbookXML(
      """
      <row r="1"><c r="A1" t="s"><v>1</v></c><c r="B1" t="inlineStr"><is><t>in</t><rPh><t>say</t></rPh><r><t> line</t></r></is></c>\
      <c r="C1" t="b"><v>1</v></c><c r="D1" t="str"><f>A1&amp;B1</f><v>text</v></c><c r="E1"><f>1+1</f><v>2</v></c>\
      <c r="F1" t="e"><v>#N/A</v></c><c r="G1"><f>C5*1.05</f></c><c r="H1" t="d"><v>2026-01-31</v></c><c r="I1" t="s"><v>0</v></c></row>
      """)
    book.strings = ["<t/>", "<r><t>Rich\n</t></r><r><rPr><b/></rPr><t xml:space=\"preserve\"> text_x0041_</t></r>"]
    #expect(try lines(book) == ["Rich/ textA|in line|1|text|2|!#N/A|!=C5*1.05|2026-01-31T00:00:00"])
  }

  @Test func `may be missing, and so may whole rows`() throws {
    let book = WorkbookXML(
      "<row r=\"2\"><c r=\"B2\"><v>1</v></c><c r=\"C2\" s=\"0\"/><c r=\"AA2\"><v>2</v></c></row><row r=\"5\"/><row><c><v>3</v></c><c><v>4</v></c></row>")
    #expect(try lines(book) == ["", "|1" + String(repeating: "|", count: 25) + "2", "", "", "", "3|4"])
  }

  @Test func `may stand in a namespace with a prefix`() throws {
    var parts = WorkbookXML("").parts
    let main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    parts[0].content = Array(
      "<x:worksheet xmlns:x=\"\(main)\"><x:sheetData><x:row r=\"1\"><x:c r=\"A1\"><x:v>1.50</x:v></x:c></x:row></x:sheetData></x:worksheet>".utf8)
    let workbook = try Workbook(StoredZip.bytes(parts))
    #expect(try workbook.text(of: workbook.sheet(nil)) == Array("1.5\n".utf8))
  }

  @Test func `that are merged have the value of the first, downwards`() throws {
    var book = WorkbookXML(
      """
      <row r="1"><c r="A1"><v>1</v></c></row><row r="2"><c r="A2"><v>9</v></c><c r="B2"><v>5</v></c></row><row r="3"><c r="C3"><v>6</v></c></row><row r="4"/>
      """)
    book.merges = ["A1:C1", "A2:A4", "B2:B3"]
    #expect(try lines(book) == ["1", "9|5", "9|5|6", "9"])
  }
}

@Suite struct `A workbook` {
  @Test func `names its sheets, and shows the only one that is not hidden`() throws {
    var book = WorkbookXML(sheets: ["Rates", "Codes", "Notes"].enumerated().map { ($1, "<row r=\"1\"><c r=\"A1\"><v>\($0)</v></c></row>") })
    #expect(try lines(book, sheet: "codes") == ["1"])
    #expect(failure(book.bytes) == .sheetNotNamed(among: ["Rates", "Codes", "Notes"]))
    book.hidden = ["Rates", "Notes"]
    #expect(try lines(book) == ["1"])
    #expect(try lines(book, sheet: "Notes") == ["2"])
    #expect(throws: WorkbookError.noSheet("Other", among: ["Rates", "Codes", "Notes"])) { try lines(book, sheet: "Other") }
  }

  @Test func `that is cut short or changed is damaged`() throws {
    let whole = WorkbookXML("<row r=\"1\"><c r=\"A1\"><v>12.5</v></c></row>").bytes
    #expect(failure(whole) == nil)
    for count in stride(from: 4, to: whole.count, by: 97) {
      let failure = failure(Array(whole.prefix(count)))
      if case .damaged = failure { continue }
      Issue.record("\(count) of \(whole.count) bytes: \(String(describing: failure))")
    }
    let place = try #require((0..<whole.count - 4).first { Array(whole[$0..<($0 + 4)]) == Array("12.5".utf8) })
    var changed = whole
    changed[place] = UInt8(ascii: "7")
    guard case .damaged = failure(changed) else {
      Issue.record("a changed digit went unseen")
      return
    }
  }

  @Test(arguments: [
    "<row r=\"2\"/><row r=\"1\"/>", "<row r=\"x\"/>", "<row r=\"1048577\"/>", "<row r=\"1\"><c r=\"B1\"><v>1</v></c><c r=\"A1\"><v>1</v></c></row>",
    "<row r=\"1\"><c r=\"A2\"><v>1</v></c></row>", "<row r=\"1\"><c t=\"s\"><v>0</v></c></row>", "<c><v>1</v></c>", "<row>",
  ])
  func `whose sheet contradicts itself is damaged`(rows: String) {
    guard case .damaged = failure(WorkbookXML(rows).bytes) else {
      Issue.record("\(rows) was read")
      return
    }
  }

  @Test func `under a password, of the old form, or none at all is told`() {
    #expect(failure([0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1, 0, 0]) == .encryptedOrOld)
    #expect(failure(StoredZip.bytes([("mimetype", Array("application/vnd.oasis.opendocument.spreadsheet".utf8))])) == .noWorkbook)
    #expect(failure(WorkbookXML(sheets: []).bytes) == .noWorkbook)
  }

  @Test func `that would unpack beyond measure is not unpacked`() throws {
    var parts = WorkbookXML("").parts
    let bomb = "<!DOCTYPE w [<!ENTITY a \"aaaaaaaaaa\"><!ENTITY b \"&a;&a;&a;&a;&a;&a;&a;&a;\">]><worksheet><sheetData><row><c t=\"str\"><v>&b;</v></c></row></sheetData></worksheet>"
    parts[0].content = Array(bomb.utf8)
    let workbook = try Workbook(StoredZip.bytes(parts))
    #expect(try workbook.text(of: workbook.sheet(nil)) == [10])
    // A directory that says a stored entry of a few bytes is huge when unpacked.
    var lying = WorkbookXML("<row><c><v>1</v></c></row>").bytes
    let size = UInt32(WorkbookXML("<row><c><v>1</v></c></row>").parts[0].content.count)
    let wanted = (0..<4).map { UInt8(truncatingIfNeeded: size >> UInt32($0 * 8)) }
    for place in lying.indices.dropLast(8) where Array(lying[place..<place + 8]) == wanted + wanted {
      lying[place + 7] = 0x7F
    }
    #expect(failure(lying) == .tooLarge(part: "xl/worksheets/sheet1.xml"))
  }
}
