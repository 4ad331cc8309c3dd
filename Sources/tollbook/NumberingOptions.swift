import ArgumentParser
import Rating
import Telecom

/// Where North American numbers are.
struct NumberingOptions: ParsableArguments {
  @Option(help: ArgumentHelp(
    "Where North American numbers are, for the jurisdiction of calls: a CSV with the columns npa, nxx, state and where "
      + "known block, lata, ocn, rate_centre, effective_from (a day from midnight UTC).", valueName: "file"))
  var numbering: String?

  @Option(help: ArgumentHelp("Ported numbers: a CSV with the columns number and lrn.", valueName: "file"))
  var lrn: String?

  func validate() throws {
    if lrn != nil, numbering == nil {
      throw ValidationError("--lrn needs --numbering: an LRN is a place only where exchanges are known")
    }
  }

  /// The files that are given.
  struct Files: Sendable {
    var numbering: String?
    var lrn: String?

    /// - Returns: the geography, `nil` where there is no numbering data; and what of each file is doubtful.
    func load() throws(ProblemReport) -> (geography: CallGeography?, warnings: [[Problem]]) {
      guard let numbering else { return (nil, []) }
      let exchanges = try NumberingFile.load(numbering)
      guard let lrn else { return (CallGeography(exchanges.numbering), [exchanges.warnings]) }
      let numbers = try PortedNumbersFile.load(lrn)
      return (CallGeography(exchanges.numbering, ported: numbers.ported), [exchanges.warnings, numbers.warnings])
    }
  }

  var files: Files { Files(numbering: numbering, lrn: lrn) }

  /// - Returns: `nil` where there is no numbering data.
  func geography(_ terminal: Terminal) throws(ProblemReport) -> CallGeography? {
    let loaded = try files.load()
    for warnings in loaded.warnings { terminal.warn(warnings, whole: nil) }
    return loaded.geography
  }
}
