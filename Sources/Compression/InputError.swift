package import Bytes

/// Why a file could not be read to its end. What was read before it is sound.
package enum InputError: Error, Hashable, Sendable, CustomStringConvertible {
  case system(SystemError)
  /// The file ends before its last member or frame does.
  case truncated(path: String, Compression, atOutputByte: Int)
  /// A checksum that is wrong, or bytes that mean nothing.
  case corrupt(path: String, Compression, atOutputByte: Int, reason: String)
  /// Bytes behind the last member or frame that begin no other. Zeros behind a gzip member are none: tapes leave them.
  case trailingGarbage(path: String, Compression, atInputByte: Int)
  /// No record end for so long that these can be no records.
  case recordTooLong(path: String, atByte: Int)

  package var description: String {
    switch self {
    case .system(let error):
      "\(error)"
    case .truncated(let path, .none, let byte):
      "\(path): the file became shorter while it was read, it ends after \(byte) bytes; rate it when it is complete"
    case .truncated(let path, let compression, let byte):
      "\(path): the \(compression) data end in the middle, after \(byte) unpacked bytes; get the whole file again"
    case .corrupt(let path, let compression, let byte, let reason):
      "\(path): the \(compression) data are damaged after \(byte) unpacked bytes (\(reason)); get the file again"
    case .trailingGarbage(let path, let compression, let byte):
      "\(path): byte \(byte) is neither the end of the \(compression) data nor the start of more; cut the file off there"
    case .recordTooLong(let path, let byte):
      "\(path): the record at byte \(byte) does not end within 64 MiB; this is no file of records, or another --format"
    }
  }
}
