package import Bytes

#if canImport(Glibc)
  internal import Glibc
#endif

/// The bytes of a file, one after the other: as they are, or unpacked where the file begins like gzip or zstd. Members
/// and frames that follow one another count as one file.
///
/// Bytes are unpacked straight into the reader's own buffer. Not to be shared between threads.
package final class ByteSource: @unchecked Sendable {  // Handed from owner to owner, used by one at a time.
  private let file: RawFile
  private var input = InputBlock(capacity: 1 << 18)
  private var unpacker: (any Unpacker)?
  private var isOpened = false
  /// How many bytes were handed out.
  private var outputCount = 0
  /// Known once something was read.
  package private(set) var compression = Compression.none

  package init(_ file: RawFile) { self.file = file }

  /// Fills `buffer[range]` with the bytes that come next.
  /// - Returns: how many came; fewer than asked for only at the end.
  package func read(into buffer: inout [UInt8], _ range: Range<Int>) throws(InputError) -> Int {
    precondition(range.lowerBound >= 0 && range.upperBound <= buffer.count)
    if !isOpened { try open() }
    let count =
      if let unpacker {
        try unpack(with: unpacker, into: &buffer, range)
      } else {
        try copy(into: &buffer, range)
      }
    outputCount += count
    return count
  }

  private func open() throws(InputError) {
    try fill(atLeast: 4)
    compression = Compression(magic: input.bytes[input.remaining], isWhole: input.isLast)
    switch compression {
    case .none: break
    case .gzip: unpacker = ZlibUnpacker()
    case .zstd: unpacker = ZstdUnpacker()
    }
    guard compression == .none || unpacker != nil else {
      throw .system(SystemError(path: file.path, code: ENOMEM))
    }
    isOpened = true
  }

  private func fill(atLeast count: Int) throws(InputError) {
    do throws(SystemError) {
      try input.fill(atLeast: count, from: file)
    } catch {
      throw .system(error)
    }
  }

  /// A plain file: what was read to recognise it, then the file itself.
  private func copy(into buffer: inout [UInt8], _ range: Range<Int>) throws(InputError) -> Int {
    let known = min(range.count, input.remaining.count)
    for offset in 0..<known { buffer[range.lowerBound + offset] = input.bytes[input.position + offset] }
    input.consume(known)
    guard known < range.count, !input.isLast else { return known }
    do throws(SystemError) {
      return try known + file.read(into: &buffer, range.lowerBound + known..<range.upperBound)
    } catch {
      throw .system(error)
    }
  }

  private func unpack(
    with unpacker: any Unpacker, into buffer: inout [UInt8], _ range: Range<Int>
  ) throws(InputError) -> Int {
    var free = range
    while !free.isEmpty {
      if unpacker.isBetweenMembers, try !beginsMember(after: range.count - free.count) { break }
      try fill(atLeast: 1)
      let consumed: Int
      let produced: Int
      do throws(UnpackingFailure) {
        (consumed, produced) = try unpacker.unpack(input.bytes, input.remaining, into: &buffer, free)
      } catch {
        throw .corrupt(
          path: file.path, compression, atOutputByte: outputCount + range.count - free.count, reason: error.reason)
      }
      input.consume(consumed)
      free = free.lowerBound + produced..<free.upperBound
      if consumed == 0, produced == 0, !unpacker.isBetweenMembers, input.remaining.isEmpty, input.isLast {
        throw .truncated(
          path: file.path, compression, atOutputByte: outputCount + range.count - free.count)
      }
    }
    return range.count - free.count
  }

  /// Whether another member stands here; `false` at the end of the file.
  /// - Parameter produced: bytes unpacked since `outputCount` was brought up to date.
  private func beginsMember(after produced: Int) throws(InputError) -> Bool {
    try fill(atLeast: 4)
    if compression == .gzip {
      while let byte = input.remaining.isEmpty ? nil : input.bytes[input.position], byte == 0 {
        input.consume(1)
        try fill(atLeast: 4)
      }
    }
    guard !input.remaining.isEmpty else { return false }
    let next = Compression(magic: input.bytes[input.remaining], isWhole: input.isLast)
    guard next == compression else {
      throw .trailingGarbage(path: file.path, compression, atInputByte: input.offsetInFile)
    }
    return true
  }
}
