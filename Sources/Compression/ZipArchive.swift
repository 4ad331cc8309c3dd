internal import CZip

/// A zip archive in memory, through libzip.
@safe package final class ZipArchive {
  package struct Entry: Sendable {
    package let name: String
    let index: UInt64
    /// Bytes when unpacked, as the archive says; more are never unpacked.
    package let size: Int
    package let packedSize: Int
    package let isEncrypted: Bool
  }

  private let archive: OpaquePointer
  private let bytes: UnsafeMutablePointer<UInt8>

  /// - Throws: libzip's words for what is wrong with the archive.
  package init(_ content: [UInt8]) throws(ZipFailure) {
    // The archive reads from the bytes as long as it is open, so they stand at an address of their own.
    let copy = UnsafeMutablePointer<UInt8>.allocate(capacity: max(content.count, 1))
    for index in content.indices { unsafe copy[index] = content[index] }
    var error = unsafe zip_error_t()
    unsafe zip_error_init(&error)
    defer { unsafe zip_error_fini(&error) }
    // SAFETY: the source does not own the bytes (0), and is closed before they are given back.
    let source = unsafe zip_source_buffer_create(copy, UInt64(content.count), 0, &error)
    guard let source = unsafe source, let opened = unsafe zip_open_from_source(source, ZIP_RDONLY, &error) else {
      let reason = unsafe String(cString: zip_error_strerror(&error))
      unsafe zip_source_free(source)
      unsafe copy.deallocate()
      throw ZipFailure(reason: reason)
    }
    unsafe archive = opened
    unsafe bytes = copy
  }

  deinit {
    unsafe zip_discard(archive)
    unsafe bytes.deallocate()
  }

  /// - Parameter name: letters' case aside, as programs of Windows mean it.
  package func entry(_ name: String) -> Entry? {
    let index = unsafe zip_name_locate(archive, name, UInt32(ZIP_FL_NOCASE))
    var stat = unsafe zip_stat_t()
    guard index >= 0, unsafe zip_stat_index(archive, UInt64(index), 0, &stat) == 0 else { return nil }
    return unsafe Entry(
      name: name, index: UInt64(index), size: Int(clamping: stat.size), packedSize: Int(clamping: stat.comp_size),
      isEncrypted: stat.encryption_method != UInt16(ZIP_EM_NONE))
  }

  /// Opens an entry to be read once from its beginning; the archive is kept open by it.
  package func reader(of entry: Entry) throws(ZipFailure) -> ZipEntryReader {
    guard let file = unsafe zip_fopen_index(archive, entry.index, 0) else {
      throw ZipFailure(reason: unsafe String(cString: zip_strerror(archive)))
    }
    return unsafe ZipEntryReader(file, of: self, size: entry.size)
  }
}

/// Unpacks one entry piece by piece, and checks its sum at the end.
@safe package final class ZipEntryReader {
  private let file: OpaquePointer
  private let archive: ZipArchive
  private var left: Int

  fileprivate init(_ file: OpaquePointer, of archive: ZipArchive, size: Int) {
    unsafe self.file = unsafe file
    self.archive = archive
    left = size
  }

  deinit { unsafe zip_fclose(file) }

  /// - Returns: how many bytes were put at the front of `buffer`; 0 at the end.
  package func read(into buffer: UnsafeMutableBufferPointer<UInt8>) throws(ZipFailure) -> Int {
    let count = unsafe zip_fread(file, buffer.baseAddress, UInt64(buffer.count))
    guard count >= 0 else {
      throw ZipFailure(reason: unsafe String(cString: zip_error_strerror(zip_file_get_error(file))))
    }
    left -= Int(count)
    guard left >= 0 else { throw ZipFailure(reason: "an entry is larger than the archive says") }
    return Int(count)
  }
}

/// What libzip says is wrong with an archive.
package struct ZipFailure: Error, Hashable, Sendable {
  package var reason: String
}
