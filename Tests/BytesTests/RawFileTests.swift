import Bytes
import Foundation
import Testing

@Suite struct `Whole files` {
  @Test(arguments: [0, 1, 4096, 3_500_000])
  func `are read the same by any number of threads`(size: Int) throws {
    let path = NSTemporaryDirectory() + "/tollbook-whole-\(UUID().uuidString)"
    defer { try? FileManager.default.removeItem(atPath: path) }
    let bytes = (0..<size).map { UInt8(truncatingIfNeeded: $0 &* 31 &+ $0 >> 8) }
    try RawFile.writing(path).write(bytes)
    for threads in [1, 2, 5] { #expect(try RawFile.reading(path).contents(threads: threads) == bytes) }
  }

  @Test func `whose size is not known are read to their end`() throws {
    let bytes = try RawFile.reading("/proc/self/cmdline").contents()
    #expect(!bytes.isEmpty)
  }

  @Test func `that are folders are refused`() {
    #expect { _ = try RawFile.reading(NSTemporaryDirectory()) } throws: { ($0 as? SystemError)?.isFolder == true }
  }
}
