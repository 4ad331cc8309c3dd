import Bytes

/// The repository's sample files.
enum Samples {
  static func bytes(_ path: String) throws -> [UInt8] {
    let root = #filePath.split(separator: "/", omittingEmptySubsequences: false).dropLast(3).joined(separator: "/")
    let file = try RawFile.reading("\(root)/samples/\(path)")
    var bytes = [UInt8](repeating: 0, count: file.regularSize ?? 0)
    _ = try file.read(into: &bytes, 0..<bytes.count)
    return bytes
  }

  static func path(_ path: String) -> String {
    #filePath.split(separator: "/", omittingEmptySubsequences: false).dropLast(3).joined(separator: "/") + "/samples/\(path)"
  }

  /// Every call record sample, and the dialect it is in.
  static let records = [
    ("asterisk.csv", "asterisk"), ("asterisk-old.csv", "asterisk"), ("asterisk-custom.csv", "asterisk-custom"),
    ("freeswitch.csv", "freeswitch"), ("freeswitch.json", "freeswitch-json"), ("cucm.csv", "cucm"),
    ("cucm-cmr.csv", "cucm"), ("broadworks.csv", "broadworks"), ("kamailio.csv", "kamailio"),
    ("kamailio-flat.log", "kamailio-flat"), ("yate.tsv", "yate"), ("yate.csv", "yate"), ("ribbon.act", "ribbon"),
    ("ribbon-leading.act", "ribbon"), ("genband.cdr", "genband"), ("emi.dat", "emi"), ("radius.detail", "radius"),
    ("csv.csv", "csv"), ("usage.jsonl", "jsonl"),
  ]
}
