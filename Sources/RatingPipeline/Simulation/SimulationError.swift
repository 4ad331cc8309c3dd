package import Telecom

/// Why no traffic can be made for a plan.
package enum SimulationError: Error, Hashable, Sendable, CustomStringConvertible {
  case unknownFormat(String)
  /// No row that is in force in the period, or none whose numbers the format has room for.
  case nothingToCall(plan: String, callingCode: PhoneNumber?)
  /// The plan prices data, and the format has no record for that.
  case carriesNoData(format: String, plan: String)

  package var description: String {
    switch self {
    case .unknownFormat(let name):
      "there is no format \(name) to write; choose one of \(Simulation.formats.joined(separator: ", "))"
    case .nothingToCall(let plan, let callingCode?):
      "the plan \(plan) has no row for numbers under \(callingCode), the only ones this format has room for; "
        + "choose another format"
    case .nothingToCall(let plan, nil):
      "the plan \(plan) has no row that is in force in these days; choose another --start"
    case .carriesNoData(let format, let plan):
      "the plan \(plan) prices data, which \(format) records do not carry; choose radius, csv or jsonl"
    }
  }
}
