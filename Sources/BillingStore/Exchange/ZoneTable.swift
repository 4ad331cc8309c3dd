internal import Synchronization
internal import Telecom

/// Time zones by name: each takes milliseconds to compile, and few are in use.
final class ZoneTable: Sendable {
  static let shared = ZoneTable()

  private let zones = Mutex<[String: ZoneRules?]>([:])

  func zone(_ name: String) -> ZoneRules? {
    zones.withLock { zones in
      if let known = zones[name] { return known }
      let zone = ZoneRules(named: name)
      zones[name] = .some(zone)
      return zone
    }
  }
}
