package import RatePlans
package import Telecom

/// What a usage was offered to when it was rated: with it, its charge is derived once more.
package struct OfferedPromises: Sendable {
  package var direction = UsageDirection.out
  /// Of the service or the record; empty for none.
  package var serviceType: [UInt8] = []
  /// The name of a metered unit; empty for none.
  package var meteredUnit: [UInt8] = []
  /// What each allowance gave.
  package var covered: [CoveredUnits] = []
  package var volumes: [VolumeTotal] = []

  package init() {}
}
