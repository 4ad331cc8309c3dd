import Bytes
import Foundation
import Telecom

@testable import BillingStore

/// Files of a test, and what importing them says.
extension BookPlace {
  func file(_ name: String, _ text: String) throws -> String {
    try Data(text.utf8).write(to: URL(fileURLWithPath: folder + "/" + name))
    return folder + "/" + name
  }

  @discardableResult
  func take(_ kind: RecordKind, _ text: String, into book: Book) throws -> ImportCounts {
    try book.importFile(kind, file("\(kind.name).csv", text), actor: "ada", recordedAt: Self.noon)
  }

  /// What is wrong with a file, without the folder.
  func problems(_ kind: RecordKind, _ text: String, in book: Book) throws -> [String] {
    do {
      try take(kind, text, into: book)
      return []
    } catch let report as ProblemReport {
      return report.description.replacingOccurrences(of: folder + "/", with: "").components(separatedBy: "\n")
    }
  }

  func export(_ kind: RecordKind, of book: Book) throws -> String {
    try String(decoding: book.export(kind).bytes, as: UTF8.self)
  }

  func addType(_ yaml: String, to book: Book) throws {
    _ = try book.addServiceType(file("type.yaml", yaml), actor: "ada", recordedAt: Self.noon)
  }

  /// 2026-03-02T12:00:00Z
  static let noon: Int64 = 1_772_452_800_000

  /// The repository's own samples.
  static let samples: String = {
    var folder = URL(fileURLWithPath: #filePath)
    while !FileManager.default.fileExists(atPath: folder.path + "/Package.swift") { folder.deleteLastPathComponent() }
    return folder.path + "/samples/book/"
  }()

  /// The plan that the samples name.
  func takePlan(into book: Book) throws {
    _ = try PlanStore.take(Self.samples + "../../rateplans/retail-us", threads: 1, into: book, actor: "ada", recordedAt: Self.noon)
  }

  /// A book with everything the samples have.
  func sampleBook() throws -> Book {
    let book = try make(["operator": "Muster", "currency": "USD", "time_zone": "America/New_York"])
    for type in ["voip_line", "sip_trunk"] {
      _ = try book.addServiceType(Self.samples + type + ".yaml", actor: "ada", recordedAt: Self.noon)
    }
    try takePlan(into: book)
    for kind in RecordKind.all {
      _ = try book.importFile(kind, Self.samples + kind.name + ".csv", actor: "ada", recordedAt: Self.noon)
    }
    return book
  }
}
