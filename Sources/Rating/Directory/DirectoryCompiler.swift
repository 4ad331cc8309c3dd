internal import Telecom

/// Compiles directory entries into the tables of a `PayerDirectory`.
struct DirectoryCompiler {
  private let entries: [DirectoryEntry]
  private(set) var text: [UInt8] = []
  private(set) var names: [PayerDirectory.Names] = []
  private(set) var conflicts: [PayerDirectory.Conflict] = []
  private(set) var claims: [Claim] = []
  private(set) var accountCodes: TextKeys
  private(set) var cards: TextKeys
  private(set) var users: TextKeys
  private(set) var trunks: TextKeys
  private(set) var calling: PhoneKeys
  private(set) var called: PhoneKeys
  private(set) var ranges: [RangeKeys.RangeClaim] = []
  private(set) var addresses: [IPAddress: Int32] = [:]
  /// Claims to each range that two entries or more have.
  private var claimsOfRange: [NumberRange: Int32] = [:]
  /// Accounts and service types, which many entries share.
  private var places: [String: TextRange] = [:]

  init(_ entries: [DirectoryEntry]) {
    self.entries = entries
    var (codes, cardCount, userCount, trunkCount, callingCount, calledCount) = (0, 0, 0, 0, 0, 0)
    for entry in entries {
      for key in entry.keys {
        switch key {
        case .accountCode: codes += 1
        case .card: cardCount += 1
        case .user: userCount += 1
        case .trunk: trunkCount += 1
        case .number: callingCount += 1
        case .did: calledCount += 1
        case .range, .ip: break
        }
      }
    }
    accountCodes = TextKeys(capacity: codes)
    cards = TextKeys(capacity: cardCount)
    users = TextKeys(capacity: userCount)
    trunks = TextKeys(capacity: trunkCount)
    calling = PhoneKeys(capacity: callingCount)
    called = PhoneKeys(capacity: calledCount)
  }

  mutating func compile() {
    names.reserveCapacity(entries.count)
    claims.reserveCapacity(entries.count)
    for (index, entry) in entries.enumerated() {
      names.append(
        PayerDirectory.Names(
          account: shared(entry.account), service: place(entry.service), serviceType: shared(entry.serviceType)))
      let (from, to) = entry.claimed
      for (place, key) in entry.keys.enumerated() where !entry.keys[..<place].contains(key) {
        add(key, Claim(from: from, to: to, entry: Int32(index), next: -1))
      }
    }
  }

  private mutating func place(_ name: String) -> TextRange {
    let start = text.count
    text.append(contentsOf: name.utf8)
    return TextRange(offset: UInt32(start), count: UInt32(text.count - start))
  }

  private mutating func shared(_ name: String) -> TextRange {
    if name.isEmpty { return .none }
    if let known = places[name] { return known }
    let new = place(name)
    places[name] = new
    return new
  }

  private mutating func add(_ key: ServiceKey, _ claim: Claim) {
    let index = Int32(claims.count)
    var claim = claim
    // The newest claim of a key goes to the front of its list.
    let link = { (first: inout Int32) in
      claim.next = first
      first = index
    }
    switch key {
    case .accountCode(let code): accountCodes.withClaim(of: code, link)
    case .card(let card): cards.withClaim(of: card, link)
    case .user(let user): users.withClaim(of: user, link)
    case .trunk(let trunk): trunks.withClaim(of: trunk, link)
    case .number(let number): calling.withClaim(of: number, link)
    case .did(let number): called.withClaim(of: number, link)
    case .ip(let address): link(&addresses[address, default: -1])
    case .range(let range):
      link(&claimsOfRange[range, default: -1])
      ranges.append(RangeKeys.RangeClaim(range: range, claim: claim))
    }
    noteConflict(claim)
    claims.append(claim)
  }

  private mutating func noteConflict(_ claim: Claim) {
    var next = claim.next
    while next >= 0 {
      let earlier = claims[Int(next)]
      if claim.overlaps(earlier) {
        conflicts.append(PayerDirectory.Conflict(entry: Int(claim.entry), earlier: Int(earlier.entry)))
        return
      }
      next = earlier.next
    }
  }
}
