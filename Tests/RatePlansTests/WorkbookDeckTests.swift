import RatePlans
import TestSupport
import Telecom
import Testing

@Suite struct `Decks in workbooks` {
  private static let plan = """
    name: book
    currency: USD
    decks:
      - file: deck.xlsx
        sheet: Rates
        columns: {prefix: Codes, destination: [Country, Network], rate_per_minute: Price, effective_from: From}
        date_format: dd/mm/yyyy
    """

  private static func cell(_ place: String, _ text: String) -> String {
    "<c r=\"\(place)\" t=\"inlineStr\"><is><t>\(text)</t></is></c>"
  }

  /// A banner, the header in row 4, three rows, and a note behind them.
  private static func book(_ price: String = "<c r=\"E6\"><v>1.2500000000000001E-2</v></c>") -> WorkbookXML {
    var book = WorkbookXML(
      """
      <row r="1">\(cell("A1", "Rates of Example Telecom"))</row>
      <row r="4">\(cell("B4", "Country"))\(cell("C4", "Network"))\(cell("D4", "Codes"))\(cell("E4", "Price"))\(cell("F4", "From"))</row>
      <row r="5">\(cell("B5", "Peru"))\(cell("C5", "Fixed"))<c r="D5"><v>51</v></c><c r="E5"><v>0.012500000000000001</v></c><c r="F5" s="1"><v>46053</v></c></row>
      <row r="6">\(cell("C6", "Mobile"))\(cell("D6", "519, 517-518"))\(price)\(cell("F6", "01/02/2026"))</row>
      <row r="7">\(cell("B7", "Chile"))<c r="D7"><v>56</v></c><c r="E7"><v>0</v></c></row>
      <row r="9">\(cell("B9", "All prices in USD."))<c r="D9"><v>1</v></c><c r="E9"><v>1</v></c></row>
      """)
    (book.styles, book.merges) = ([0, 14], ["B5:B6"])
    return book
  }

  private static func files(_ book: WorkbookXML, plan: String = plan) throws -> PlanFiles {
    let files = try PlanFiles(["plan.yaml": plan])
    try files.write("deck.xlsx", book.bytes)
    return files
  }

  @Test func `load as they are`() throws {
    let tariff = try Self.files(Self.book()).load().plan.tariffs[0]
    #expect(
      rowTexts(tariff) == [
        "51 0.0125/60 1/1 from 2026-01-31", "517 0.0125/60 1/1 from 2026-02-01", "518 0.0125/60 1/1 from 2026-02-01",
        "519 0.0125/60 1/1 from 2026-02-01", "56 0/60 1/1",
      ])
    #expect(tariff.rows.map(tariff.destination) == ["Peru Fixed", "Peru Mobile", "Peru Mobile", "Peru Mobile", "Chile"])
    #expect(tariff.rows.map(\.line) == [5, 6, 6, 6, 7])
    #expect("\(tariff.place(of: tariff.rows[0]))".hasSuffix("/deck.xlsx[Rates]!5"))
  }

  @Test(arguments: [
    // the price in E6 → what is wrong
    ("<c r=\"E6\" t=\"e\"><v>#REF!</v></c>", "deck.xlsx[Rates]!E6 error the cell holds #REF!, which is no value"),
    ("<c r=\"E6\"><f>E5*2</f></c>", "deck.xlsx[Rates]!E6 error the formula =E5*2 was never calculated"),
    ("<c r=\"E6\"><v>-1</v></c>", "deck.xlsx[Rates]!E6 error rate_per_minute -1 is negative"),
    ("<c r=\"E6\"><v>0.3333333333333333</v></c>", "deck.xlsx[Rates]!E6 error rate_per_minute 0.333333333333333 has more than nine decimals"),
    ("", "deck.xlsx[Rates]!E6 error the row has no rate"),
  ])
  func `have their problems told by sheet and cell`(price: String, problem: String) throws {
    #expect(try Self.files(Self.book(price)).problems() == [problem])
  }

  @Test func `have problems of whole rows told by the row`() throws {
    var book = Self.book()
    book.sheets[0].rows = book.sheets[0].rows.replacing("<row r=\"9\">", with: "<row r=\"8\"><c r=\"D8\"><v>56</v></c><c r=\"E8\"><v>1</v></c></row><row r=\"9\">")
    let problems = try Self.files(book).problems()
    #expect(problems.first?.hasPrefix("deck.xlsx[Rates]!8 error prefix 56 ") == true, "\(problems)")
  }

  @Test(arguments: [
    ("sheet: Prices", "plan.yaml:4:11 error the workbook has no sheet 'Prices'"), ("", ""),
    ("header: titles", ""),
  ])
  func `need a sheet that is there`(line: String, problem: String) throws {
    let files = try Self.files(Self.book(), plan: Self.plan.replacing("sheet: Rates", with: line.isEmpty ? "multiline: false" : line))
    #expect(files.problems() == (problem.isEmpty ? [] : [problem]))
  }

  @Test func `in our own form are plans by themselves`() throws {
    let header = ["prefix", "destination", "rate_per_minute", "effective_from", "blocked"]
    let titles = header.enumerated().map { Self.cell("\("ABCDE".map(String.init)[$0])1", $1) }.joined()
    let book = WorkbookXML(sheets: [
      ("Notes", ""), ("Deck", "<row r=\"1\">\(titles)</row><row r=\"2\"><c r=\"A2\"><v>44</v></c><c r=\"C2\"><v>0.5</v></c></row>"),
    ])
    let files = try Self.files(book)
    #expect(try rowTexts(files.load("deck.xlsx[Deck]").plan.tariffs[0]) == ["44 0.5/60 1/1"])
    #expect(files.problems("deck.xlsx") == ["deck.xlsx error the workbook has several sheets, and none is named"])
    #expect(files.problems("none.xlsx[Deck]") == ["none.xlsx[Deck] error none.xlsx: No such file or directory (the deck's file)"])
  }

  @Test func `may be joined`() throws {
    let plan = Self.plan + "\n    table_ends: blank_row\n    join: [{file: codes.xlsx, on: Network, key: Kind}]"
    let files = try Self.files(
      Self.book(), plan: plan.replacing("prefix: Codes", with: "prefix: Code"))
    let codes = WorkbookXML(
      "<row>\(Self.cell("A1", "Kind"))\(Self.cell("B1", "Code"))</row><row>\(Self.cell("A2", "fixed"))<c r=\"B2\"><v>511</v></c></row><row>\(Self.cell("A3", "Mobile"))<c r=\"B3\"><v>519</v></c></row>")
    try files.write("codes.xlsx", codes.bytes)
    #expect(try rowTexts(files.load().plan.tariffs[0]) == ["511 0.0125/60 1/1 from 2026-01-31", "519 0.0125/60 1/1 from 2026-02-01"])
  }
}
