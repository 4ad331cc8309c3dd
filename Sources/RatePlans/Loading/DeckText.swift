internal import Bytes
internal import Telecom
internal import Workbooks

/// The text of a file of a plan, as UTF-8.
struct DeckText {
  var bytes: [UInt8]
  /// What separates its cells.
  var layout: TextLayout
  /// With the sheet of a workbook.
  var name: DeckName

  /// - Parameters:
  ///   - layout: of a file that is no workbook.
  ///   - mention: the place that names the file, which a missing one is reported at.
  /// - Returns: `nil` after reporting why the file cannot be read.
  static func read(
    _ name: DeckName, of files: PlanFiles, as layout: TextLayout, mention: InputLocation?, threads: Int, log: ProblemLog
  ) -> DeckText? {
    let bytes: [UInt8]
    do throws(SystemError) {
      bytes = try files.read(name.path, threads: threads)
    } catch {
      let remedy = error.isNotFound ? "put the file there or mend its name" : "make the file readable"
      log.error(mention ?? name.place(), "\(error) (the deck's file)", remedy: remedy)
      return nil
    }
    if Workbook.isWorkbook(bytes) { return sheet(of: bytes, name, hasHeader: layout.hasHeader, mention: mention, log: log) }
    guard name.sheet == nil else {
      log.error(mention ?? name.place(), "\(name.path) is no workbook", remedy: "leave out the sheet")
      return nil
    }
    guard bytes.count < Int(DeckTable.extraFlag) else {
      log.error(name.place(), "the deck is larger than 2 GiB", remedy: "split it into several decks")
      return nil
    }
    if bytes.starts(with: [0x1F, 0x8B]) || bytes.starts(with: [0x28, 0xB5, 0x2F, 0xFD]) {
      log.error(name.place(), "the deck is compressed", remedy: "unpack it (gunzip, unzstd)")
      return nil
    }
    if bytes.starts(with: [0xFF, 0xFE]) || bytes.starts(with: [0xFE, 0xFF]) {
      log.error(name.place(), "the deck is UTF-16 text", remedy: "save it as UTF-8")
      return nil
    }
    return DeckText(bytes: layout.encoding == .latin1 ? utf8(latin1: bytes) : bytes, layout: layout, name: name)
  }

  private static func sheet(
    of content: [UInt8], _ name: DeckName, hasHeader: Bool, mention: InputLocation?, log: ProblemLog
  ) -> DeckText? {
    do throws(WorkbookError) {
      let workbook = try Workbook(content)
      let sheet = try workbook.sheet(name.sheet)
      let layout = TextLayout(delimiter: CellText.delimiter, quote: nil, hasHeader: hasHeader)
      return DeckText(
        bytes: try workbook.text(of: sheet), layout: layout, name: DeckName(path: name.path, sheet: sheet.name))
    } catch {
      let (problem, remedy) = error.message
      let place =
        switch error {
        case .noSheet, .sheetNotNamed: mention ?? InputLocation(name.path)
        default: InputLocation(name.path)
        }
      log.error(place, problem, remedy: remedy)
      return nil
    }
  }

  /// Where the text begins behind a byte order mark.
  static func start(of text: [UInt8]) -> Int { text.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0 }

  static func utf8(latin1 bytes: [UInt8]) -> [UInt8] {
    var text: [UInt8] = []
    text.reserveCapacity(bytes.count + bytes.count / 16)
    for byte in bytes {
      if byte < 0x80 {
        text.append(byte)
      } else {
        text.append(0xC0 | byte >> 6)
        text.append(0x80 | byte & 0x3F)
      }
    }
    return text
  }
}
