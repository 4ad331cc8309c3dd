/// Reads the rows of a sheet into a text.
final class SheetReader: PartReader {
  private static let mostBytes = 1 << 30

  private struct Cell {
    var column = 0
    var type = "n"
    var style = 0
    var value: String?
    var formula: String?
  }

  private let strings: SharedStrings
  private let formats: CellFormats
  private let epoch: DateSystem
  private let part: String

  private var bytes: [UInt8] = []
  /// The row that is being read; 0 before the first.
  private var row = 0
  /// The column of the last cell that has a value.
  private var writtenColumn = 1
  private var cell = Cell()
  private var run = TextRun()
  /// What is collected of the cell's value or formula.
  private var collected: String?
  /// Vertical stretches whose first cell alone has the value that is shown for all.
  private var merges: [SheetMerge] = []
  private(set) var failure: WorkbookError?

  init(strings: SharedStrings, formats: CellFormats, epoch: DateSystem, part: String) {
    (self.strings, self.formats, self.epoch, self.part) = (strings, formats, epoch, part)
  }

  /// The text, once the part is read.
  func finish() throws(WorkbookError) -> [UInt8] {
    if row > 0 { bytes.append(10) }
    let text = SheetMerge.fill(merges, in: bytes)
    guard text.count <= Self.mostBytes else { throw .tooLarge(part: part) }
    return text
  }

  func begin(_ element: String, _ attributes: [String: String]) {
    switch element {
    case "row": beginRow(attributes["r"])
    case "c":
      let reference = attributes["r"].flatMap { CellReference($0) }
      let column = reference?.column ?? cell.column + 1
      guard row > 0, reference?.row ?? row == row, cell.column < column, column <= CellReference.mostColumns else {
        failure = .damaged("\(part): cell \(attributes["r"] ?? "without a place") stands out of order in row \(row)")
        return
      }
      cell = Cell(column: column, type: attributes["t"] ?? "n", style: attributes["s"].flatMap { Int($0) } ?? 0)
    case "v", "f": collected = ""
    case "mergeCell": if let merge = SheetMerge(attributes["ref"] ?? "") { merges.append(merge) }
    default: run.begin(element)
    }
  }

  func text(_ text: String) { if collected != nil { collected? += text } else { run.append(text) } }

  func end(_ element: String) {
    switch element {
    case "v": (cell.value, collected) = (collected, nil)
    case "f": (cell.formula, collected) = (collected, nil)
    case "c":
      write()
      if bytes.count > Self.mostBytes { failure = .tooLarge(part: part) }
    default: run.end(element)
    }
  }

  private func beginRow(_ number: String?) {
    let next = number.map { Int($0) ?? 0 } ?? row + 1
    guard row < next, next <= CellReference.mostRows else {
      failure = .damaged("\(part): row \(number ?? "") stands out of order")
      return
    }
    bytes.append(contentsOf: repeatElement(10, count: next - max(row, 1)))
    row = next
    writtenColumn = 1
    cell = Cell()
  }

  /// Puts the value of the cell into the text; a cell without one leaves no trace.
  private func write() {
    let inline = run.take()
    if cell.type == "inlineStr" { return put { CellText.append(inline, to: &$0) } }
    guard let value = cell.value, !value.isEmpty else {
      if let formula = cell.formula { put(withoutValue: true) { CellText.append("=" + formula, to: &$0) } }
      return
    }
    switch cell.type {
    case "s":
      guard let index = Int(value), 0..<strings.count ~= index else {
        failure = .damaged("\(part): column \(cell.column) of row \(row) refers to no text")
        return
      }
      let text = strings[index]
      if !text.isEmpty { put { $0 += text } }
    case "str": put { CellText.append(value, to: &$0) }
    case "b": put { $0.append(value == "0" ? 48 : 49) }
    case "e": put(withoutValue: true) { CellText.append(value, to: &$0) }
    case "d": put { CellText.append(value.contains("T") ? value : value + "T00:00:00", to: &$0) }
    default: writeNumber(value)
    }
  }

  private func writeNumber(_ value: String) {
    guard let number = CellNumber(value) else { return put(withoutValue: true) { CellText.append(value, to: &$0) } }
    let text =
      switch formats.kind(cell.style) {
      case .number: Optional(number.text())
      case .digits(let least): number.text(leastDigits: least)
      case .date: epoch.text(number)
      case .time: DateSystem.time(number)
      }
    if let text { put { $0 += text.utf8 } } else { put(withoutValue: true) { $0 += "day \(number.text())".utf8 } }
  }

  private func put(withoutValue: Bool = false, _ append: (inout [UInt8]) -> Void) {
    bytes.append(contentsOf: repeatElement(CellText.delimiter, count: cell.column - writtenColumn))
    writtenColumn = cell.column
    if withoutValue { bytes.append(CellText.noValue) }
    append(&bytes)
  }
}
