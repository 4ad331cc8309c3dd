internal import Bytes

/// A text as a JSON string, quotes and all.
struct JSONText: CustomStringConvertible {
  let text: String

  init(_ text: String) { self.text = text }

  var description: String {
    let writer = ByteWriter()
    writer.appendJSON(text)
    return String(decoding: writer.bytes, as: UTF8.self)
  }
}
