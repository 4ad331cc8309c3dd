package import Telecom

/// Collects what is wrong while files are read, so that one pass reports all of it.
package final class ProblemLog {
  package private(set) var problems: [Problem] = []

  package init() {}

  package func error(_ location: InputLocation, _ message: String, remedy: String) {
    problems.append(Problem(at: location, message, remedy: remedy))
  }

  package func warning(_ location: InputLocation, _ message: String, remedy: String) {
    problems.append(Problem(.warning, at: location, message, remedy: remedy))
  }

  package func add(_ more: [Problem]) { problems += more }

  package var hasErrors: Bool { problems.contains { $0.severity == .error } }

  /// By file in the order the files were first complained of, then by place.
  package var sorted: [Problem] {
    var order: [String: Int] = [:]
    for problem in problems where order[problem.location.file] == nil { order[problem.location.file] = order.count }
    func key(_ problem: Problem) -> (Int, Int, Int) {
      (order[problem.location.file] ?? 0, problem.location.line ?? 0, problem.location.column ?? 0)
    }
    return problems.enumerated().sorted { (key($0.element), $0.offset) < (key($1.element), $1.offset) }.map(\.element)
  }
}

private func < (left: ((Int, Int, Int), Int), right: ((Int, Int, Int), Int)) -> Bool {
  left.0 != right.0 ? left.0 < right.0 : left.1 < right.1
}
