import Bytes
import Compression
import Foundation

/// A folder that is gone with the last reference to it.
final class TemporaryFolder: Sendable {
  let path: String

  init() throws {
    path = NSTemporaryDirectory() + "compression-tests-" + UUID().uuidString
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }

  /// The path of a new file with these bytes.
  func file(_ name: String, _ bytes: [UInt8] = []) throws -> String {
    let path = self.path + "/" + name
    try RawFile.writing(path).write(bytes)
    return path
  }
}

func contents(_ path: String) throws -> [UInt8] { try Array(Data(contentsOf: URL(fileURLWithPath: path))) }

/// Reads a file to its end, `piece` bytes at a time.
func unpacked(_ path: String, piece: Int = 1 << 16) throws(InputError) -> [UInt8] {
  let file: RawFile
  do throws(SystemError) { file = try RawFile.reading(path) } catch { throw .system(error) }
  let source = ByteSource(file)
  var all: [UInt8] = []
  var buffer = [UInt8](repeating: 0xEE, count: piece + 2)
  while true {
    let count = try source.read(into: &buffer, 1..<piece + 1)
    precondition(buffer[0] == 0xEE && buffer[piece + 1] == 0xEE, "bytes outside the range were written")
    all += buffer[1..<count + 1]
    if count < piece { return all }
  }
}

/// What a sink makes of the pieces.
func packed(_ pieces: [ArraySlice<UInt8>], _ compression: Compression, in folder: TemporaryFolder) throws -> [UInt8] {
  let path = try folder.file("packed-" + UUID().uuidString)
  let sink = try ByteSink(RawFile.writing(path), compression: compression)
  let writer = ByteWriter()
  for piece in pieces {
    writer.removeAll()
    writer.append(contentsOf: Array(piece))
    try sink.write(writer)
  }
  try sink.finish()
  return try contents(path)
}

func packed(whole bytes: [UInt8], _ compression: Compression, in folder: TemporaryFolder) throws -> [UInt8] {
  try packed([bytes[...]], compression, in: folder)
}

/// Runs a program of the system on a file.
/// - Returns: what it wrote to standard output.
func run(_ program: String, _ arguments: [String], workingIn folder: TemporaryFolder) throws -> [UInt8] {
  let output = try folder.file("output-" + UUID().uuidString)
  let process = Process()
  process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
  process.arguments = [program] + arguments
  process.standardInput = FileHandle.nullDevice
  process.standardOutput = FileHandle(forWritingAtPath: output)
  process.standardError = FileHandle.nullDevice
  try process.run()
  process.waitUntilExit()
  guard process.terminationStatus == 0 else { throw ProgramFailure(program: program, status: process.terminationStatus) }
  return try contents(output)
}

struct ProgramFailure: Error {
  var program: String
  var status: Int32
}

func isInstalled(_ program: String) -> Bool {
  let folders = ProcessInfo.processInfo.environment["PATH"]?.split(separator: ":") ?? []
  return folders.contains { FileManager.default.isExecutableFile(atPath: "\($0)/\(program)") }
}
