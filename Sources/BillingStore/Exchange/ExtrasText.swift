internal import Bytes
internal import Foundation

/// Values by name, as the one JSON object of texts that a row keeps them in: names in order, so that equal values are
/// equal texts.
enum ExtrasText {
  static func text(_ values: [String: String]) -> String {
    values.isEmpty ? "{}" : text(values.sorted { $0.key < $1.key }.map { ($0.key, $0.value) })
  }

  static func text(_ pairs: [(String, String)]) -> String {
    let writer = ByteWriter(capacity: 256)
    writer.append(UInt8(ascii: "{"))
    for (index, (name, value)) in pairs.enumerated() {
      if index > 0 { writer.append(UInt8(ascii: ",")) }
      writer.appendJSON(name)
      writer.append(UInt8(ascii: ":"))
      writer.appendJSON(value)
    }
    writer.append(UInt8(ascii: "}"))
    return String(decoding: writer.bytes, as: UTF8.self)
  }

  /// What `text` wrote.
  static func parse(_ text: String) -> [String: String] {
    if text == "{}" { return [:] }
    return (try? JSONDecoder().decode([String: String].self, from: Data(text.utf8))) ?? [:]
  }
}
