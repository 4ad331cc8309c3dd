import ArgumentParser
import Bytes

/// What can be told to be wrong before anything is read.
extension RateCommand {
  /// A file named twice is rated twice, which is seldom meant.
  func warnOfRepeatedInputs(_ terminal: Terminal) {
    var seen: Set<FilePlace> = []
    for input in inputs where input != "-" {
      let place = FilePlace(input)
      if place.kind == .regular, !seen.insert(place).inserted {
        terminal.say("tollbook: \(input) is named twice; its records are rated twice")
      }
    }
  }

  /// Nothing that is read may be written, by whatever path it is named.
  func checkPaths() throws {
    if inputs.filter({ $0 == "-" }).count > 1 { throw ValidationError("standard input can be read once only") }
    let written = exec == nil ? [outputPath, rejectsPath].compactMap(\.self) : []
    if written == ["-", "-"] { throw ValidationError("output and rejects cannot both go to standard output") }
    let places = written.filter { $0 != "-" }.map { (path: $0, place: FilePlace($0)) }.filter { $0.place.kind != .other }
    if places.count == 2, places[0].place == places[1].place {
      throw ValidationError("'\(outputPath)' and '\(places[1].path)' are one file; output and rejects must be two")
    }
    for read in inputs.filter({ $0 != "-" }) + rates.plan.flatMap({ [$0, $0 + "/plan.yaml"] })
      + [
        reading.format, rates.subscribers, rates.geography.numbering, rates.geography.lrn, rates.levels.resellers,
        rates.levels.suppliers, rates.levels.serviceTypes,
      ].compactMap(\.self)
    {
      let place = FilePlace(read)
      guard place.kind == .regular || place.kind == .missing, let same = places.first(where: { $0.place == place })
      else { continue }
      throw ValidationError(
        "'\(read)' would be read, and written as '\(same.path)'; name another file with "
          + (same.path == outputPath ? "-o" : "--rejects"))
    }
  }
}
