internal import Bytes
internal import CDRDecoding
internal import Compression

/// Cuts a stream into chunks that end with the last record in them. Not to be shared between threads.
final class StreamCutter: @unchecked Sendable {  // Handed from reader to reader, used by one at a time.
  private let source: String
  private let stream: ByteSource
  private let framing: RecordFraming
  private let chunkSize: Int
  private var sequence = 0
  private var byteOffset = 0
  /// What was read behind the last record end of the chunk before.
  private var carried: [UInt8]
  private(set) var isAtEnd: Bool

  init(_ input: OpenedInput, framing: RecordFraming, chunkSize: Int) {
    source = input.path
    stream = input.stream
    self.framing = framing
    self.chunkSize = chunkSize
    carried = input.sample
    isAtEnd = input.isWhole
  }

  /// - Parameter text: is overwritten; its memory is used again.
  /// - Returns: the next chunk and how many bytes of `text` belong to it; `nil` at the end.
  func cut(into text: inout [UInt8]) throws(InputError) -> (chunk: ChunkSource.Chunk, count: Int)? {
    var have = carried.count
    text.grow(to: have)
    text.replaceFront(with: carried)
    carried.removeAll(keepingCapacity: true)
    var wanted = max(chunkSize, have)
    while true {
      if !isAtEnd {
        text.grow(to: wanted)
        let got = try stream.read(into: &text, have..<wanted)
        if got < wanted - have { isAtEnd = true }
        have += got
      }
      if let end = framing.endOfLastRecord(in: text, count: have, isWhole: isAtEnd) {
        carried.append(contentsOf: text[end..<have])
        have = end
        break
      }
      if isAtEnd { break }
      guard have < ChunkSource.longestRecord else { throw .recordTooLong(path: source, atByte: byteOffset) }
      wanted = have * 2
    }
    guard have > 0 else { return nil }
    defer {
      sequence += 1
      byteOffset += have
    }
    return (ChunkSource.Chunk(sequence: sequence, byteOffset: byteOffset), have)
  }
}
