import Compression
import Testing

/// The programs everybody else packs and unpacks with.
@Suite struct `gzip and zstd as installed` {
  let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  static let programs: [(String, Compression)] = [("gzip", .gzip), ("zstd", .zstd)].filter { isInstalled($0.0) }

  @Test(arguments: programs)
  func `unpack what a sink packs`(program: String, compression: Compression) throws {
    for count in [0, 1, 262_144, 900_000] {
      let text = `Byte source`.text(count)
      let path = try folder.file("file" + (compression == .gzip ? ".gz" : ".zst"), packed(whole: text, compression, in: folder))
      #expect(try run(program, ["-dc", path], workingIn: folder) == text)
    }
  }

  @Test(arguments: programs, ["-1", "-6", "-9"])
  func `pack what a source unpacks`(program: (name: String, compression: Compression), level: String) throws {
    let text = `Byte source`.text(1_200_000)
    let plain = try folder.file("file", text)
    let packed = try run(program.name, [level, "-c", plain], workingIn: folder)
    #expect(packed.count < text.count)
    #expect(try unpacked(folder.file("packed", packed + packed), piece: 50_000) == text + text)
  }
}
