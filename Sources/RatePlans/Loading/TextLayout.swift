internal import Bytes

/// How a delimited text is written down.
struct TextLayout: Sendable {
  var delimiter = UInt8(ascii: ",")
  var quote: UInt8? = UInt8(ascii: "\"")
  /// Quoted cells may hold line ends.
  var multiline = false
  var encoding = DeckMapping.Encoding.utf8
  var hasHeader = true

  var fields: FieldIndex.Layout { FieldIndex.Layout(delimiter: delimiter, quote: quote, multiline: multiline) }
}
