package import Foundation

/// An entry of an archive as the stream that Foundation's parsers read from.
@safe package final class ZipEntryStream: InputStream {
  /// Why the stream ended before the entry did: `XMLParser` does not bear a stream that says so itself.
  package private(set) var failure: ZipFailure?
  private let reader: ZipEntryReader

  package init(_ reader: ZipEntryReader) {
    self.reader = reader
    super.init(data: Data())
  }

  package override func open() {}
  package override func close() {}
  package override var hasBytesAvailable: Bool { true }

  package override func read(_ buffer: UnsafeMutablePointer<UInt8>, maxLength: Int) -> Int {
    do throws(ZipFailure) {
      // SAFETY: the caller owns `maxLength` bytes there.
      return try unsafe reader.read(into: UnsafeMutableBufferPointer(start: buffer, count: maxLength))
    } catch {
      failure = error
      return 0
    }
  }
}
