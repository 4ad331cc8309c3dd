import Bytes
import Compression
import TestSupport
import Testing

@Suite struct `Byte sink` {
  let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  @Test(arguments: [
    ("out.csv.zst", .zstd), ("out.csv.gz", .gzip), ("out.csv", .none), ("-", .none), ("zst", .none), ("a.gz.csv", .none),
  ] as [(String, Compression)])
  func `packs as the name of the file says`(name: String, compression: Compression) {
    #expect(Compression(fileName: name) == compression)
  }

  @Test(arguments: [.none, .gzip, .zstd] as [Compression])
  func `gives the same bytes however the input is cut`(_ compression: Compression) throws {
    let text = `Byte source`.text(1_500_000)
    let whole = try packed(whole: text, compression, in: folder)
    for seed in 0..<6 as Range<UInt64> {
      var random = Seeded(seed)
      var pieces: [ArraySlice<UInt8>] = []
      var start = 0
      while start < text.count {
        let largest = [3, 1_000, 400_000].randomElement(using: &random)!
        let end = min(text.count, start + Int.random(in: 0...largest * 100, using: &random))
        pieces.append(text[start..<end])
        start = end
      }
      #expect(try packed(pieces, compression, in: folder) == whole, "seed \(seed)")
    }
  }

  @Test(arguments: [.gzip, .zstd] as [Compression])
  func `ends a member without content properly`(_ compression: Compression) throws {
    let path = try folder.file("file", packed(whole: [], compression, in: folder))
    #expect(try contents(path).isEmpty == false)
    #expect(try unpacked(path).isEmpty)
  }

  @Test(arguments: [.none, .gzip, .zstd] as [Compression])
  func `reports a full disk`(_ compression: Compression) throws {
    let sink = try ByteSink(RawFile.writing("/dev/full"), compression: compression)
    let writer = ByteWriter()
    var random = Seeded(1)
    for _ in 0..<100_000 { writer.append(decimal: Int(truncatingIfNeeded: random.next())) }
    #expect(throws: SystemError.self) {
      try sink.write(writer)
      try sink.finish()
    }
  }
}
