package import Telecom

/// Who pays for what a service key stands for, from when until when.
package struct DirectoryEntry: Sendable {
  /// Any of them finds the entry.
  package var keys: [ServiceKey]
  /// The customer account that pays.
  package var account: String
  package var service: String
  /// Index into the plans of the run.
  package var plan = 0
  /// Whether the service names its plan itself; else resellers above it may say which it is.
  package var namesPlan = false
  /// Empty: each record's own.
  package var serviceType = ""
  /// Milliseconds since 1970 UTC; the first that counts.
  package var validFrom = Int64.min
  /// The first that counts no more.
  package var validTo = Int64.max
  package var status = ServiceStatus.active
  /// The clock of the account, for its days and its taxes; bands are those of the plan's zone.
  package var zone: ZoneRules?
  /// 1…31: on which the account's months begin; the last day of months that are too short.
  package var cycleDay = 1
  /// Of the service, for taxes.
  package var place = ""
  package var parentAccount = ""
  /// What else is known, by name, in its file's order.
  package var properties: [Property] = []

  package struct Property: Sendable, Hashable {
    package var name: String
    package var value: String

    package init(name: String, value: String) {
      self.name = name
      self.value = value
    }
  }

  package init(keys: [ServiceKey], account: String, service: String) {
    self.keys = keys
    self.account = account
    self.service = service
  }

  /// When the entry's keys are its own: as its dates say, but for what is not active at all.
  package var claimed: (from: Int64, to: Int64) {
    switch status {
    case .active, .suspended: (validFrom, validTo)
    case .pending: (.max, .max)
    case .cancelled: validTo == .max ? (.min, .min) : (validFrom, validTo)
    }
  }
}
