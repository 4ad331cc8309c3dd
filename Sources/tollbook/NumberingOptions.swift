import ArgumentParser
import Rating
import Telecom

/// Where North American numbers are.
struct NumberingOptions: ParsableArguments {
  @Option(help: ArgumentHelp(
    "Where North American numbers are, for the jurisdiction of calls: a CSV with the columns npa, nxx, state and where "
      + "known block, lata, ocn, rate_centre, effective_from.", valueName: "file"))
  var numbering: String?

  @Option(help: ArgumentHelp("Ported numbers: a CSV with the columns number and lrn.", valueName: "file"))
  var lrn: String?

  func validate() throws {
    if lrn != nil, numbering == nil {
      throw ValidationError("--lrn needs --numbering: an LRN is a place only where exchanges are known")
    }
  }

  /// - Returns: `nil` where there is no numbering data.
  func geography(_ terminal: Terminal) throws(ProblemReport) -> CallGeography? {
    guard let numbering else { return nil }
    let exchanges = try NumberingFile.load(numbering)
    terminal.warn(exchanges.warnings, whole: nil)
    guard let lrn else { return CallGeography(exchanges.numbering) }
    let numbers = try PortedNumbersFile.load(lrn)
    terminal.warn(numbers.warnings, whole: nil)
    return CallGeography(exchanges.numbering, ported: numbers.ported)
  }
}
