import Foundation

/// A folder in which the built `tollbook` runs, gone with the last reference to it. It holds `deck.csv`.
final class Workplace: Sendable {
  let path: String

  init() throws {
    path = FileManager.default.temporaryDirectory.path + "/command-" + UUID().uuidString
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    try write("deck.csv", Self.deck)
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }

  /// By hand: 44 costs 0.06 a begun minute; 4420 0.01 and 0.0005 a second; 1 0.0012 each six seconds.
  static let deck = """
    prefix,destination,connect_fee,rate_per_minute,first_interval_s,next_interval_s,effective_from
    44,United Kingdom,0,0.06,60,60,1970-01-01
    4420,London,0.01,0.03,1,1,1970-01-01
    1,United States,0,0.012,6,6,1970-01-01

    """

  static let header = "record_id,calling,called,start,duration_s\n"

  /// Calls to London of a minute each: 0.04 apiece.
  static func calls(_ numbers: Range<Int>) -> String {
    numbers.map { "r\($0),12025550100,442079460\(100 + $0 % 900),2026-03-02T09:00:00Z,60\n" }.joined()
  }

  /// A file of 20,000 of them.
  static let manyCalls = Array((header + calls(0..<20_000)).utf8)

  /// The program beside the tests.
  static let program: String = {
    var folder = Bundle.main.bundleURL
    while folder.path != "/", !FileManager.default.isExecutableFile(atPath: folder.path + "/tollbook") {
      folder.deleteLastPathComponent()
    }
    return folder.path + "/tollbook"
  }()

  func write(_ name: String, _ bytes: some Sequence<UInt8>) throws {
    try Data(bytes).write(to: URL(fileURLWithPath: path + "/" + name))
  }

  func write(_ name: String, _ text: String) throws { try write(name, text.utf8) }

  func bytes(_ name: String) throws -> [UInt8] { try Array(Data(contentsOf: URL(fileURLWithPath: path + "/" + name))) }

  func text(_ name: String) throws -> String { try String(decoding: bytes(name), as: UTF8.self) }

  func exists(_ name: String) -> Bool { FileManager.default.fileExists(atPath: path + "/" + name) }

  /// Hidden files too.
  var files: [String] { get throws { try FileManager.default.contentsOfDirectory(atPath: path).sorted() } }

  /// Files of runs that did not end as they should have.
  var partials: [String] { get throws { try files.filter { $0.hasSuffix(".partial") } } }

  struct Outcome {
    /// Negative: the signal that ended it.
    var status: Int32
    var output: [UInt8]
    var messages: String

    var text: String { String(decoding: output, as: UTF8.self) }
    /// Rows without the header.
    var rows: [Substring] { text.split(separator: "\n").dropFirst().map { $0 } }
  }

  /// Runs `tollbook` with these arguments.
  func tollbook(
    _ arguments: String..., input: [UInt8]? = nil, environment: [String: String] = [:]
  ) throws -> Outcome {
    try run(Self.program, arguments, input: input, environment: environment)
  }

  func tollbook(_ arguments: [String]) throws -> Outcome { try run(Self.program, arguments, input: nil, environment: [:]) }

  /// What scripts may call. `waitfor CONDITION` says so when it gives up; `awaitsignal PID` waits until the program is
  /// there, no longer the shell that begins it, and has its own answer to an interruption; both wait far longer than a
  /// busy machine takes. `as COMMAND` runs as somebody whom permissions hold back, where the tests run as the system's
  /// administrator.
  private static let functions =
    "waitfor() { for i in {1..2400}; do if eval \"$1\"; then return 0; fi; sleep 0.05; done; echo \"late: $1\"; return 1; }; "
    + "awaitsignal() { waitfor \"grep -q '^Name:.*tollbook' /proc/$1/status && grep -q '^SigCgt:.*[2367abef]$' /proc/$1/status\"; }; "
    + "as() { if [ $(id -u) = 0 ]; then setpriv --reuid 65534 --regid 65534 --clear-groups \"$@\"; else \"$@\"; fi; }; "

  /// Runs a bash script in which `$T` is the program, for five minutes at most: whatever hangs shall not hang the tests. It
  /// takes its jobs with it: one that lived on would keep `Process` waiting.
  func shell(_ script: String) throws -> Outcome {
    try run(
      "/usr/bin/env",
      ["timeout", "-k", "1", "300", "bash", "-c", "trap 'kill -9 $(jobs -p) 2>/dev/null' EXIT; " + Self.functions + script],
      input: nil, environment: ["T": Self.program])
  }

  private func run(
    _ program: String, _ arguments: [String], input: [UInt8]?, environment: [String: String]
  ) throws -> Outcome {
    let streams = FileManager.default.temporaryDirectory.path + "/streams-" + UUID().uuidString
    try FileManager.default.createDirectory(atPath: streams, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(atPath: streams) }
    try Data(input ?? []).write(to: URL(fileURLWithPath: streams + "/in"))
    for name in ["out", "err"] { try Data().write(to: URL(fileURLWithPath: streams + "/" + name)) }
    let process = Process()
    process.executableURL = URL(fileURLWithPath: program)
    process.arguments = arguments
    process.currentDirectoryURL = URL(fileURLWithPath: path)
    process.environment = ProcessInfo.processInfo.environment.merging(environment) { $1 }
    process.standardInput = input == nil ? FileHandle.nullDevice : FileHandle(forReadingAtPath: streams + "/in")
    process.standardOutput = FileHandle(forWritingAtPath: streams + "/out")
    process.standardError = FileHandle(forWritingAtPath: streams + "/err")
    try process.run()
    process.waitUntilExit()
    let status = process.terminationReason == .exit ? process.terminationStatus : -process.terminationStatus
    let read = { (name: String) in try Array(Data(contentsOf: URL(fileURLWithPath: streams + "/" + name))) }
    return try Outcome(status: status, output: read("out"), messages: String(decoding: read("err"), as: UTF8.self))
  }
}
