import Bytes
import Compression
import Foundation
import TestSupport
import Testing

@Suite struct `Byte source` {
  let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  static let line = Array("\"acct00042\",\"12015550100\",\"442079460000\",\"2026-01-01 00:00:00\",61\n".utf8)

  /// Lines that pack well, with numbers in them that do not.
  static func text(_ count: Int, seed: UInt64 = 7) -> [UInt8] {
    var random = Seeded(seed)
    var text: [UInt8] = []
    text.reserveCapacity(count + 100)
    while text.count < count { text += line + Array(String(random.next()).utf8) }
    return Array(text[..<count])
  }

  static let compressions: [Compression] = [.none, .gzip, .zstd]
  static let packings: [Compression] = [.gzip, .zstd]

  @Test(arguments: compressions, [0, 1, 5, 1_000, 262_143, 262_144, 262_145, 1_000_003])
  func `returns what was packed`(_ compression: Compression, count: Int) throws {
    let text = Self.text(count)
    let path = try folder.file("file", packed(whole: text, compression, in: folder))
    #expect(try unpacked(path, piece: 77_777) == text)
  }

  @Test(arguments: compressions)
  func `returns the same however little is asked for at a time`(_ compression: Compression) throws {
    let text = Self.text(3_000)
    let path = try folder.file("file", packed(whole: text, compression, in: folder))
    for piece in [1, 2, 3, 7, 100, 2_999, 3_000, 3_001] {
      #expect(try unpacked(path, piece: piece) == text, "\(piece) bytes at a time")
    }
  }

  @Test(arguments: compressions)
  func `tells how the file is packed`(_ compression: Compression) throws {
    let path = try folder.file("misleading.txt", packed(whole: Self.text(100), compression, in: folder))
    let source = ByteSource(try RawFile.reading(path))
    var buffer = [UInt8](repeating: 0, count: 10)
    #expect(try source.read(into: &buffer, 0..<10) == 10)
    #expect(source.compression == compression)
  }

  @Test(arguments: packings)
  func `joins members and frames that follow one another`(_ compression: Compression) throws {
    let texts = [[], Self.text(10), Self.text(300_000), [], Self.text(1)]
    let path = try folder.file("file", texts.flatMap { try packed(whole: $0, compression, in: folder) })
    #expect(try unpacked(path, piece: 100_000) == texts.flatMap(\.self))
  }

  @Test func `passes over the frames that zstd readers pass over`() throws {
    let skippable: [UInt8] = [0x5A, 0x2A, 0x4D, 0x18, 3, 0, 0, 0, 1, 2, 3]
    let frame = try packed(whole: Self.text(500), .zstd, in: folder)
    let path = try folder.file("file", skippable + frame + skippable + frame + skippable)
    #expect(try unpacked(path) == Self.text(500) + Self.text(500))
  }

  @Test func `passes over zeros behind the last gzip member`() throws {
    let path = try folder.file("file", packed(whole: Self.text(500), .gzip, in: folder) + [UInt8](repeating: 0, count: 700_000))
    #expect(try unpacked(path) == Self.text(500))
  }

  @Test(arguments: packings)
  func `names garbage behind the last member`(_ compression: Compression) throws {
    let member = try packed(whole: Self.text(500), compression, in: folder)
    let path = try folder.file("file", member + Array("oops".utf8))
    #expect(throws: InputError.trailingGarbage(path: path, compression, atInputByte: member.count)) {
      try unpacked(path)
    }
  }

  @Test func `takes files that merely resemble a packed one as they are`() throws {
    for bytes: [UInt8] in [[0x1F], [0x28], [0x28, 0xB5, 0x2F, 0xFE, 1], [0x1F, 0x8C, 8], [0x50, 0x2A, 0x4D], [0, 0x1F, 0x8B]] {
      #expect(try unpacked(folder.file("file", bytes)) == bytes)
    }
  }

  @Test(arguments: packings)
  func `finds every cut`(_ compression: Compression) throws {
    let text = Self.text(400)
    let member = try packed(whole: text, compression, in: folder)
    for first in [[], member] {
      // One byte of a first member could be any text; at a member's end nothing is missing.
      for kept in (first.isEmpty ? 2 : 1)..<member.count {
        let path = try folder.file("file", first + member[..<kept])
        let error = #expect(throws: InputError.self) { try unpacked(path) }
        let isDetected =
          switch error {
          case .truncated(path, compression, let byte): byte <= text.count * 2
          case .trailingGarbage(path, compression, member.count): kept < 4
          default: false
          }
        #expect(isDetected, "\(kept) of \(member.count) bytes")
      }
    }
  }

  @Test(arguments: packings)
  func `finds every byte that was changed, or unpacks what was packed`(_ compression: Compression) throws {
    let text = Self.text(400)
    let member = try packed(whole: text, compression, in: folder)
    var undetected = 0
    for index in member.indices {
      for mask: UInt8 in [0x01, 0x80, 0xFF] {
        var damaged = member
        damaged[index] ^= mask
        let path = try folder.file("file", damaged)
        guard let bytes = try? unpacked(path) else { continue }
        // A header says things that do not matter: the system it was made on, the time. Or it is no header any more.
        #expect(bytes == text || bytes == damaged, "byte \(index) of \(member.count), mask \(mask)")
        undetected += 1
      }
    }
    #expect(undetected < 40)
  }

  @Test func `survives binary garbage behind a good beginning`() throws {
    for seed in 0..<300 as Range<UInt64> {
      var random = Seeded(seed)
      let start: [UInt8] = Bool.random(using: &random) ? [0x1F, 0x8B, 8, 0] : [0x28, 0xB5, 0x2F, 0xFD]
      let noise = (0..<Int.random(in: 0...600, using: &random)).map { _ in UInt8.random(in: 0...255, using: &random) }
      let path = try folder.file("file", start + noise)
      #expect(throws: InputError.self, "seed \(seed)") { try unpacked(path) }
    }
  }

  @Test func `reports a file that cannot be read`() throws {
    // Opening a folder is refused by RawFile; reading the memory of this process at 0 is refused by the system.
    let source = ByteSource(try RawFile.reading("/proc/self/mem"))
    var buffer = [UInt8](repeating: 0, count: 10)
    #expect(throws: InputError.system(SystemError(path: "/proc/self/mem", code: EIO))) {
      try source.read(into: &buffer, 0..<10)
    }
  }

  @Test func `says where and what to do`() {
    #expect(
      InputError.truncated(path: "a.zst", .zstd, atOutputByte: 12).description
        == "a.zst: the zstd data end in the middle, after 12 unpacked bytes; get the whole file again")
  }
}
