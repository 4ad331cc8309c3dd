import Bytes
import Foundation
import Rating
import RatingPipeline
import TestSupport
import Testing

/// A back office that keeps the contract: how it is opened in a folder of its own, and what is then in it.
struct OfficeCase: Sendable, CustomTestStringConvertible {
  let name: String
  let open: @Sendable (_ folder: String) throws -> any BackOffice
  /// Nothing where it was never opened, or no run came to its end.
  let contents: @Sendable (_ folder: String) throws -> OfficeContents
  /// By what it has usage rated.
  var rater: @Sendable (Desk) throws -> AccountRater = { $0.rater }

  var testDescription: String { name }

  /// Another office is one line here.
  static let all = [file, program, memory, book]
  /// Those that keep batches from run to run, and know them again.
  static let lasting = [program, memory, book]

  static let file = OfficeCase(name: "file") { folder in
    try FileOffice(OutputFile(folder + "/rated.csv"), rejects: OutputFile(folder + "/rejects.csv"), format: .csv)
  } contents: { folder in
    guard FilePlace(folder + "/rated.csv").kind == .regular else { return OfficeContents() }
    let (rated, rejects) = try (bytes(folder + "/rated.csv"), bytes(folder + "/rejects.csv"))
    return OfficeContents(
      rated: CSVText.records(rated).map { row in
        OfficeContents.Rated(id: row.text("record_id"), line: Int(row.text("line"))!, charge: row.text("charge"))
      },
      rejects: CSVText.records(rejects).map { row in
        OfficeContents.Rejected(reason: row.text("reason"), line: Int(row.text("line"))!, record: row.text("record"))
      },
      bytes: rated + rejects)
  }

  static let program = OfficeCase(name: "exec") { folder in
    try RawFile.writing(folder + "/keeper").write(Array(keeper.utf8))
    return try ProgramOffice("exec python3 '\(folder)/keeper' '\(folder)'", patience: 30)
  } contents: { folder in
    guard FilePlace(folder + "/kept").kind == .regular else { return OfficeContents() }
    var contents = OfficeContents(bytes: try bytes(folder + "/kept"))
    for line in contents.bytes.split(separator: 10) {
      let object = try #require(try JSONSerialization.jsonObject(with: Data(line)) as? [String: Any])
      let text = { (key: String) in object[key] as? String ?? "?" }
      let number = object["line"] as? Int ?? -1
      if text("type") == "usage" {
        contents.rated.append(.init(id: text("record_id"), line: number, charge: text("charge")))
      } else {
        contents.rejects.append(.init(reason: text("reason"), line: number, record: text("record")))
      }
    }
    return contents
  }

  /// Keeps the lines of committed batches as they come, and the names of those it took rated usage of.
  private static let keeper = """
    import json, os, sys
    kept, batches = sys.argv[1] + "/kept", sys.argv[1] + "/batches"
    known = set(open(batches).read().split()) if os.path.exists(batches) else set()
    lines = []
    for line in sys.stdin:
        message = json.loads(line)
        if message["type"] in ("begin", "commit") and message["batch"] in known:
            print('{"committed_before":true,"remark":"of old"}', flush=True)
        elif message["type"] == "begin":
            lines = []
            print('{"ok":true}', flush=True)
        elif message["type"] == "commit":
            open(kept, "a").writelines(lines)
            if message["counts"]["rated"] > 0:
                open(batches, "a").write(message["batch"] + "\\n")
                known.add(message["batch"])
            print('{"ok":true}', flush=True)
        elif message["type"] != "abandon":
            lines.append(line)
    """

  static let memory = OfficeCase(name: "memory") { MemoryOffice($0) } contents: { MemoryOffice.contents($0) }

  private static func bytes(_ path: String) throws -> [UInt8] { try RawFile.reading(path).contents() }
}
