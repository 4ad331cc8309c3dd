/// One thing wrong with a file: where, what, and what to do about it.
package struct Problem: Hashable, Sendable, CustomStringConvertible {
  package enum Severity: String, Sendable {
    /// The file cannot be used as it is.
    case error
    /// The file can be used, but probably does not say what was meant.
    case warning
  }

  package var severity: Severity
  package var location: InputLocation
  /// What is wrong, in words that need no manual: `prefix 4420 already has a rate on line 17`.
  package var message: String
  /// What the reader can do: `delete one of the two rows`.
  package var remedy: String

  package init(_ severity: Severity = .error, at location: InputLocation, _ message: String, remedy: String) {
    self.severity = severity
    self.location = location
    self.message = message
    self.remedy = remedy
  }

  package var description: String { "\(location): \(severity): \(message); \(remedy)" }
}

/// Every problem a load found; thrown when at least one of them is an error.
package struct ProblemReport: Error, Hashable, Sendable, CustomStringConvertible {
  package var problems: [Problem]

  package init(_ problems: [Problem]) { self.problems = problems }

  package var description: String { problems.map(\.description).joined(separator: "\n") }
}
