extension ProblemReport {
  /// More problems that are alike than these are told by the first of them and their number.
  private static let mostAlike = 10

  private struct Kind: Hashable {
    var severity: Problem.Severity
    var file: String
    var message: String
    var remedy: String

    /// What is left of a problem without what tells one row from another: its digits, and signs between them.
    init(_ problem: Problem) {
      (severity, file, remedy) = (problem.severity, problem.location.file, problem.remedy)
      message = String(problem.message.filter { !$0.isNumber && $0 != "-" && $0 != "." })
    }
  }

  /// A line for each problem, or for each kind of them where a file has many.
  /// - Parameter whole: where all of them can be had.
  package func brief(whole: String) -> String {
    let counts = problems.reduce(into: [Kind: Int]()) { $0[Kind($1), default: 0] += 1 }
    var told: Set<Kind> = []
    var lines: [String] = []
    for problem in problems {
      let kind = Kind(problem)
      let others = counts[kind]! - 1
      guard others >= Self.mostAlike else {
        lines.append("\(problem)")
        continue
      }
      guard told.insert(kind).inserted else { continue }
      lines.append("\(problem)")
      lines.append("\(problem.location.file): \(problem.severity): and \(others) more rows like that one; \(whole)")
    }
    return lines.joined(separator: "\n")
  }
}
