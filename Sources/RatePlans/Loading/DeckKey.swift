/// What the rows of a deck stand under, and in which columns that is; -1 for a column that the deck does not have.
enum DeckKey: Sendable {
  /// A cell with one prefix or several.
  case prefix(Int)
  /// Area code, exchange and block of a thousand, each in a cell of its own.
  case exchange(npa: Int, nxx: Int, block: Int)
  /// LATA, operating company and state of a number.
  case place(lata: Int, ocn: Int, state: Int)
  /// Zones of the calling and the called number.
  case zones(origin: Int, destination: Int)

  static let columns: [DeckColumn] = [.prefix, .npa, .nxx, .block, .lata, .ocn, .state, .originZone, .destinationZone]

  /// - Parameters:
  ///   - place: where a column is; `nil` where the deck does not have it.
  /// - Returns: `nil` where the deck lacks what a row stands under.
  init?(of leg: Leg, _ place: (DeckColumn) -> Int?) {
    if leg == .matrix {
      guard let origin = place(.originZone), let destination = place(.destinationZone) else { return nil }
      self = .zones(origin: origin, destination: destination)
    } else if let prefix = place(.prefix) {
      self = .prefix(prefix)
    } else if let npa = place(.npa), let nxx = place(.nxx) {
      self = .exchange(npa: npa, nxx: nxx, block: place(.block) ?? -1)
    } else if place(.lata) != nil || place(.ocn) != nil {
      // A LATA says its state.
      self = .place(lata: place(.lata) ?? -1, ocn: place(.ocn) ?? -1, state: place(.lata) == nil ? place(.state) ?? -1 : -1)
    } else {
      return nil
    }
  }

  /// Of the columns that there are.
  var indices: [Int] {
    let all = switch self {
    case .prefix(let prefix): [prefix]
    case .exchange(let npa, let nxx, let block): [npa, nxx, block]
    case .place(let lata, let ocn, let state): [lata, ocn, state]
    case .zones(let origin, let destination): [origin, destination]
    }
    return all.filter { $0 >= 0 }
  }

  var isPrefix: Bool { if case .prefix = self { true } else { false } }

  /// What a deck lacks of which `init` made nothing, and what to do.
  static func missing(of leg: Leg) -> (message: String, remedy: String) {
    leg == .matrix
      ? ("the header has no columns origin_zone and destination_zone",
        "begin the matrix with `origin_zone,destination_zone,rate_per_minute`, or map its own columns in the plan.yaml")
      : ("the header has no column prefix",
        "begin the deck with `prefix,destination,rate_per_minute`, or map its own columns in a plan.yaml")
  }
}
