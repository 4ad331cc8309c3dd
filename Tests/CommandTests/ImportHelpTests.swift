import Foundation
import Testing

@Suite struct `The help of import` {
  /// Against the headers of what the book itself writes, and of the sample.
  @Test func `names every column of every kind, and says what it means`() throws {
    let place = try Workplace()
    let samples = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
      .path + "/samples/book"
    let outcome = try place.shell(
      """
      $T book create b --operator M --currency USD --time-zone UTC
      for kind in accounts services keys service-plans orders products prices charges charge-terms discounts taxes fields; do
        echo "$kind,$($T export $kind --book b | head -n 1)"
      done
      echo "one-offs,$(head -n 1 \(samples)/one-offs.csv)"
      """)
    #expect(outcome.status == 0, "\(outcome.messages)")
    let help = try place.shell("COLUMNS=2000 $T import --help").text
    for line in outcome.text.split(separator: "\n") {
      let names = line.split(separator: ",").map(String.init)
      let part = try #require(help.components(separatedBy: "\n\(names[0])\n").dropFirst().first?.components(separatedBy: "\n\n").first)
      for name in names.dropFirst() {
        let escaped = NSRegularExpression.escapedPattern(for: name)
        #expect(part.range(of: "(^|\n)  \(escaped)\\*? +[a-zA-Z]", options: .regularExpression) != nil, "\(names[0]): \(name)")
      }
    }
  }
}
