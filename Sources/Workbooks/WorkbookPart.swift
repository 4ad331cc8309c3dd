internal import Compression
internal import Foundation
internal import FoundationXML

/// Takes what an XML part of a workbook holds, element by element; names are without their namespace's prefix.
protocol PartReader: AnyObject {
  func begin(_ element: String, _ attributes: [String: String])
  func text(_ text: String)
  func end(_ element: String)
  /// Why nothing more is to be read; asked after every element.
  var failure: WorkbookError? { get }
}

/// Reads the XML parts of a workbook as they are unpacked, so that none is ever in memory as a whole. Entities that a part
/// declares are never put in, so that none blows up.
struct WorkbookPart {
  /// A part may unpack to this in any case,
  private static let plausibleSize = 64 << 20
  /// to so many times its packed size beyond that,
  private static let plausibleRatio = 200
  /// and never to more than this.
  private static let largestSize = 4 << 30

  let archive: ZipArchive

  /// - Returns: whether there is such a part.
  func read(_ name: String, with reader: some PartReader) throws(WorkbookError) -> Bool {
    guard let entry = archive.entry(name) else { return false }
    guard !entry.isEncrypted else { throw .encryptedOrOld }
    guard entry.size <= max(Self.plausibleSize, min(Self.largestSize, entry.packedSize * Self.plausibleRatio)) else {
      throw .tooLarge(part: name)
    }
    let stream: ZipEntryStream
    do throws(ZipFailure) {
      stream = try ZipEntryStream(archive.reader(of: entry))
    } catch {
      throw .damaged("\(name): \(error.reason)")
    }
    let delegate = PartDelegate(reader)
    let parser = XMLParser(stream: stream)
    parser.delegate = delegate
    let isWhole = parser.parse()
    if let failure = reader.failure { throw failure }
    if let failure = stream.failure { throw .damaged("\(name): \(failure.reason)") }
    guard isWhole else { throw .damaged("\(name), line \(parser.lineNumber): not well-formed XML") }
    return true
  }
}

private final class PartDelegate: NSObject, XMLParserDelegate {
  private let reader: any PartReader

  init(_ reader: some PartReader) { self.reader = reader }

  func parser(
    _ parser: XMLParser, didStartElement element: String, namespaceURI: String?, qualifiedName: String?,
    attributes: [String: String]
  ) {
    reader.begin(Self.local(element), attributes)
    if reader.failure != nil { parser.abortParsing() }
  }

  func parser(_ parser: XMLParser, didEndElement element: String, namespaceURI: String?, qualifiedName: String?) {
    reader.end(Self.local(element))
    if reader.failure != nil { parser.abortParsing() }
  }

  /// A name without its namespace's prefix: the parser's own way of telling them costs a fifth of its time.
  private static func local(_ name: String) -> String {
    name.utf8.lastIndex(of: UInt8(ascii: ":")).map { String(name[name.index(after: $0)...]) } ?? name
  }

  func parser(_ parser: XMLParser, foundCharacters text: String) { reader.text(text) }

  func parser(_ parser: XMLParser, foundCDATA block: Data) { reader.text(String(decoding: block, as: UTF8.self)) }
}
