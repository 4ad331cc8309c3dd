internal import Rating

/// Finds the owners of a run by their names: a hash table with open addressing, a quarter to half full.
struct OwnerIndex {
  private let accounts: [String]
  private let services: [PoolOwners.Service]
  /// Ids of accounts, and behind them of services; -1 is free.
  private var slots: [Int32]

  init(accounts: [String], services: [PoolOwners.Service]) {
    self.accounts = accounts
    self.services = services
    let count = accounts.count + services.count
    slots = [Int32](repeating: -1, count: 1 << max(4, Int.bitWidth - (count * 2).leadingZeroBitCount))
    for (id, name) in accounts.enumerated() { slots[slot(name.utf8Span.span, of: -1)] = Int32(id) }
    for (id, service) in services.enumerated() {
      slots[slot(service.name.utf8Span.span, of: service.account)] = Int32(accounts.count + id)
    }
  }

  /// - Returns: -1 where there is none.
  func account(_ name: Span<UInt8>) -> Int32 { slots[slot(name, of: -1)] }

  /// - Parameter account: the run's id of the service's account.
  /// - Returns: -1 where there is none.
  func service(_ name: Span<UInt8>, of account: Int32) -> Int32 {
    let found = slots[slot(name, of: account)]
    return found < 0 ? -1 : found - Int32(accounts.count)
  }

  /// - Parameter account: -1 for an account's own name.
  /// - Returns: where it stands, or the free slot where it belongs.
  private func slot(_ name: Span<UInt8>, of account: Int32) -> Int {
    var hash: UInt64 = 0xCBF2_9CE4_8422_2325 ^ UInt64(truncatingIfNeeded: account)
    for place in name.indices { hash = (hash ^ UInt64(name[place])) &* 0x100_0000_01B3 }
    var slot = Int(truncatingIfNeeded: (hash ^ hash >> 32) &* 0x9E37_79B9_7F4A_7C15 >> 32) & (slots.count - 1)
    while slots[slot] >= 0, !isOwner(Int(slots[slot]), name, of: account) { slot = (slot + 1) & (slots.count - 1) }
    return slot
  }

  private func isOwner(_ id: Int, _ name: Span<UInt8>, of account: Int32) -> Bool {
    guard id >= accounts.count else { return account < 0 && Self.isSame(accounts[id], name) }
    let service = services[id - accounts.count]
    return service.account == account && Self.isSame(service.name, name)
  }

  private static func isSame(_ text: String, _ name: Span<UInt8>) -> Bool {
    let bytes = text.utf8Span.span
    guard bytes.count == name.count else { return false }
    for place in name.indices where bytes[place] != name[place] { return false }
    return true
  }
}
