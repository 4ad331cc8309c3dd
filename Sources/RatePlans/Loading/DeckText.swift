internal import Bytes
internal import Telecom

/// The text of a file of a plan, as UTF-8 without a byte order mark.
enum DeckText {
  /// - Parameter mention: the place that names the file, which a missing one is reported at.
  /// - Returns: `nil` after reporting why the file cannot be read.
  static func read(
    _ path: String, of files: PlanFiles, as encoding: DeckMapping.Encoding, mention: InputLocation?, threads: Int,
    log: ProblemLog
  ) -> [UInt8]? {
    let bytes: [UInt8]
    do throws(SystemError) {
      bytes = try files.read(path, threads: threads)
    } catch {
      let remedy = error.isNotFound ? "put the file there or mend its name" : "make the file readable"
      log.error(mention ?? InputLocation(path), "\(error) (the deck's file)", remedy: remedy)
      return nil
    }
    guard bytes.count < Int(DeckTable.extraFlag) else {
      log.error(InputLocation(path), "the deck is larger than 2 GiB", remedy: "split it into several decks")
      return nil
    }
    if bytes.starts(with: [0x1F, 0x8B]) || bytes.starts(with: [0x28, 0xB5, 0x2F, 0xFD]) {
      log.error(InputLocation(path), "the deck is compressed", remedy: "unpack it (gunzip, unzstd)")
      return nil
    }
    if bytes.starts(with: [0xFF, 0xFE]) || bytes.starts(with: [0xFE, 0xFF]) {
      log.error(InputLocation(path), "the deck is UTF-16 text", remedy: "save it as UTF-8")
      return nil
    }
    switch encoding {
    case .utf8: return bytes
    case .latin1: return utf8(latin1: bytes)
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
