import Foundation
import Rating
import Telecom

/// Numbering data from text, through the files that users write.
enum NumberingText {
  static let header = "npa,nxx,block,state,lata,ocn,rate_centre,effective_from,effective_to\n"

  static func load(_ text: String) throws -> (numbering: NumberingPlan, warnings: [Problem]) {
    try written(text) { try NumberingFile.load($0) }
  }

  static func ported(_ text: String) throws -> PortedNumbers { try written(text) { try PortedNumbersFile.load($0).ported } }

  /// Problems as `line:column severity message`.
  static func problems(_ body: () throws -> [Problem]) -> [String] {
    let problems: [Problem]
    do { problems = try body() } catch let report as ProblemReport { problems = report.problems } catch { return ["\(error)"] }
    return problems.map { problem in
      let place = [problem.location.line, problem.location.column].compactMap { $0 }.map(String.init).joined(separator: ":")
      return "\(place)\(place.isEmpty ? "" : " ")\(problem.severity.rawValue) \(problem.message)"
    }
  }

  static func written<Result>(_ text: String, _ body: (String) throws -> Result) throws -> Result {
    let path = NSTemporaryDirectory() + "/tollbook-numbering-\(UUID().uuidString).csv"
    try Foundation.Data(text.utf8).write(to: URL(fileURLWithPath: path))
    defer { try? FileManager.default.removeItem(atPath: path) }
    return try body(path)
  }
}
