internal import Telecom

/// Finds calls between zones that a matrix has no price for.
struct MatrixCheck {
  let matrix: Tariff
  let zones: ZoneMap
  let log: ProblemLog

  /// More pairs than this are not looked through.
  private static let mostPairs = 4_000_000

  func check() {
    let count = Int32(zones.names.count - 1)
    guard count > 0, !matrix.rows.isEmpty, Int(count) * Int(count) <= Self.mostPairs else { return }
    var missing: [Int32: [Int32]] = [:]
    for origin in 1...count {
      missing[origin] = (1...count).filter { matrix.groups(origin: origin, destination: $0) == .none }
    }
    let unreached = Set(missing[1] ?? []).filter { zone in missing.values.allSatisfy { $0.contains(zone) } }
    for zone in 1...count {
      let others = (missing[zone] ?? []).filter { !unreached.contains($0) }
      if unreached.contains(zone) { report(zone, "no row of the matrix is for calls to the zone \(name(zone))") }
      if others.count + unreached.count == count {
        if unreached.count < count { report(zone, "no row of the matrix is for calls from the zone \(name(zone))") }
      } else if !others.isEmpty {
        report(zone, "no row of the matrix is for calls from the zone \(name(zone)) to \(others.map(name).enumeration)")
      }
    }
  }

  private func name(_ zone: Int32) -> String { zones.names[Int(zone)] }

  /// At the first line that names the zone.
  private func report(_ zone: Int32, _ message: String) {
    guard let first = zones.table.rows.filter({ zones.table.destination($0) == name(zone) }).min(by: { $0.line < $1.line })
    else { return }
    log.warning(zones.table.place(of: first), message, remedy: "add one, with * for any zone where that is meant")
  }
}
