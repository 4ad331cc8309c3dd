/// Reads the texts that cells refer to by number.
final class SharedStrings: PartReader {
  private static let mostBytes = 1 << 30

  private var bytes: [UInt8] = []
  /// The end of each text in `bytes`.
  private var ends: [UInt32] = []
  private var run = TextRun()
  private(set) var failure: WorkbookError?

  var count: Int { ends.count }

  subscript(index: Int) -> ArraySlice<UInt8> {
    bytes[(index == 0 ? 0 : Int(ends[index - 1]))..<Int(ends[index])]
  }

  func begin(_ element: String, _ attributes: [String: String]) { run.begin(element) }
  func text(_ text: String) { run.append(text) }

  func end(_ element: String) {
    run.end(element)
    guard element == "si" else { return }
    CellText.append(run.take(), to: &bytes)
    ends.append(UInt32(truncatingIfNeeded: bytes.count))
    if bytes.count > Self.mostBytes { failure = .tooLarge(part: "sharedStrings") }
  }
}
