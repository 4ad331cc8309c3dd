internal import Bytes
package import Telecom

/// Every problem of some plans, in the order they were named.
package struct PlanCheck: Sendable {
  package enum Format: String, Sendable, CaseIterable {
    case text, csv, json
  }

  package let problems: [Problem]

  package init(paths: [String], threads: Int = 1) {
    problems = paths.flatMap { path in
      do throws(ProblemReport) {
        return try RatePlanLoader.load(path, threads: threads).warnings
      } catch {
        return error.problems
      }
    }
  }

  package var hasErrors: Bool { problems.contains { $0.severity == .error } }

  package func text(as format: Format) -> String {
    if format == .text {
      return problems.isEmpty ? "" : ProblemReport(problems).brief(whole: "--format csv lists all") + "\n"
    }
    let writer = ByteWriter()
    if format == .csv { writer.append("file,line,column,severity,message,remedy\n") }
    for problem in problems {
      let (file, line, column) = (problem.location.file, problem.location.line, problem.location.column)
      if format == .csv {
        writer.appendCSV(file)
        writer.append(",\(line.map(String.init) ?? ""),\(column.map(String.init) ?? ""),\(problem.severity.rawValue),")
        writer.appendCSV(problem.message)
        writer.append(UInt8(ascii: ","))
        writer.appendCSV(problem.remedy)
      } else {
        writer.append("{\"file\":")
        writer.appendJSON(file)
        if let line { writer.append(",\"line\":\(line)") }
        if let column { writer.append(",\"column\":\(column)") }
        writer.append(",\"severity\":\"\(problem.severity.rawValue)\",\"message\":")
        writer.appendJSON(problem.message)
        writer.append(",\"remedy\":")
        writer.appendJSON(problem.remedy)
        writer.append("}")
      }
      writer.append(UInt8(ascii: "\n"))
    }
    return String(decoding: writer.bytes, as: UTF8.self)
  }
}
