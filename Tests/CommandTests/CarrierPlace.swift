import Foundation
import TestSupport
import Testing

/// A workplace with the files of samples/carrier, whose README works each charge out by hand, and a book `b` of them.
struct CarrierPlace {
  static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().appendingPathComponent("samples/carrier").path

  let place: Workplace

  init() throws {
    place = try Workplace()
    #expect(try place.shell("cp -R \(Self.folder)/. .").status == 0)
  }

  /// Runs a script on the book.
  /// - Returns: what it printed, then its messages.
  @discardableResult
  func run(_ script: String, status: Int32 = 0) throws -> String {
    let outcome = try place.shell("export TOLLBOOK_BOOK=b; " + script)
    #expect(outcome.status == status, "\(script): \(outcome.messages)")
    return outcome.text + outcome.messages
  }

  func makeBook() throws { try run("./make-book b $T >/dev/null 2>&1") }

  func records(_ bytes: some Sequence<UInt8>) -> [[String: String]] {
    CSVText.records(Array(bytes)).map { $0.mapValues { String(decoding: $0, as: UTF8.self) } }
  }

  func expectSound() throws {
    let text = try run("$T verify")
    #expect(!text.contains("BAD"), "\(text)")
  }
}
