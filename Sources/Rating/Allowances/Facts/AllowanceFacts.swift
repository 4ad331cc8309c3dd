package import RatePlans
package import Telecom

/// What is asked of a usage to know what it draws on. Names are ids that ``PromiseEngine`` gives, or places in the plan.
package struct AllowanceFacts: Sendable {
  /// Milliseconds since 1970 UTC.
  package var start: Int64
  package var kind: UsageKind
  package var direction = UsageDirection.out
  /// By ``PromiseEngine/serviceType(_:)``; -1 for one that no promise names.
  package var serviceType: Int16 = -1
  /// Of a metered quantity, by ``PromiseEngine/meteredUnit(_:)``; -1 for one that no promise counts.
  package var meteredUnit: Int16 = -1
  /// Parts of a message.
  package var parts: Int64 = 1
  package var jurisdiction = Jurisdiction.unknown
  /// Of the row that priced the first step: index into the plan's tariffs, and into the tariff's rows; -1 for none.
  package var tariff: Int16 = -1
  package var row: Int32 = -1
  /// The number that the row was found for.
  package var number = PhoneNumber.none
  /// Band in which the usage begins; -1 for none.
  package var band: Int16 = -1
  package var service: PoolOwner
  package var account: PoolOwner
  /// The account at the head of the branch; the account itself where there is none above it.
  package var branch: PoolOwner

  package init(
    start: Int64, kind: UsageKind, service: PoolOwner, account: PoolOwner, branch: PoolOwner
  ) {
    self.start = start
    self.kind = kind
    self.service = service
    self.account = account
    self.branch = branch
  }

  package func owner(_ scope: PoolScope) -> PoolOwner {
    switch scope {
    case .service: service
    case .account: account
    case .branch: branch
    }
  }
}
