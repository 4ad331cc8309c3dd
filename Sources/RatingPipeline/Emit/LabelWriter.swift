internal import Telecom

/// Gathers words that go into many rows in one text.
final class LabelWriter {
  private(set) var text: [UInt8] = []
  private let form: ([UInt8]) -> [UInt8]

  /// - Parameter form: how a word is written.
  init(_ form: @escaping ([UInt8]) -> [UInt8]) { self.form = form }

  /// - Returns: where the word stands in the text.
  func label(_ word: [UInt8]) -> TextRange {
    let written = form(word)
    defer { text += written }
    return TextRange(offset: UInt32(text.count), count: UInt32(written.count))
  }

  func label(_ word: String) -> TextRange { label(Array(word.utf8)) }
}
