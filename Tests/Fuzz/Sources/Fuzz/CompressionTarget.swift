import Bytes
import Compression
import Foundation

/// Unpacks a file in pieces of two sizes, which must agree: on the bytes, or that the file is damaged.
final class CompressionTarget: FuzzTarget {
  private let path = NSTemporaryDirectory() + "/tollbook-fuzz-\(ProcessInfo.processInfo.processIdentifier).bin"
  /// A few bytes of zstd can stand for gigabytes.
  private static let most = 1 << 20

  func run(_ bytes: [UInt8]) {
    try! RawFile.writing(path).write(bytes)
    let large = unpacked(piece: 1 << 16)
    let small = unpacked(piece: 1_021)
    require(large == small, "in large pieces \(large ?? []), in small ones \(small ?? [])")
  }

  private func unpacked(piece: Int) -> [UInt8]? {
    let source = ByteSource(try! RawFile.reading(path))
    var all: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: piece)
    do throws(InputError) {
      while all.count < Self.most {
        let count = try source.read(into: &buffer, 0..<piece)
        all += buffer[..<count]
        if count < piece { break }
      }
    } catch {
      return nil
    }
    return Array(all.prefix(Self.most))
  }
}
