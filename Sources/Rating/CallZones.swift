package import RatePlans

/// Which zones of a plan a call's ends are in.
package struct CallZones: Sendable, Hashable {
  /// Of the calling number.
  package var origin: ZoneMap.Finding
  /// Of the called one, or its LRN where the plan goes by that.
  package var destination: ZoneMap.Finding
}
