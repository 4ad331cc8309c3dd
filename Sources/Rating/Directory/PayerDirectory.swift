package import Telecom

/// Finds the payer of a record: directory entries compiled into flat arrays, once per run.
///
/// The slow algorithm: go through the kinds of keys in the order of `KeyKind`; of the entries that have the record's own
/// key of that kind, take the one that is valid at the start of the record. Here the entries of a key are found through
/// hash tables and a line of ranges, and a batch's tables are fetched ahead of their use.
package struct PayerDirectory: Sendable {
  package let entries: [DirectoryEntry]
  /// What `names` points into.
  package let text: [UInt8]
  /// As written into rated usage, by entry.
  package let names: [Names]
  /// Index of the plan, by entry.
  let plans: [Int16]
  /// Entries that claim a key which an earlier entry has at the same time.
  package let conflicts: [Conflict]
  let numbers: NumberNormaliser
  let claims: [Claim]
  let accountCodes: TextKeys
  let cards: TextKeys
  let users: TextKeys
  let trunks: TextKeys
  let calling: PhoneKeys
  let called: PhoneKeys
  let ranges: RangeKeys
  let addresses: [IPAddress: Int32]
  /// Entries whose service is suspended.
  let suspended: Set<Int32>
  let rules: RatingRules
  /// Index into the rules, by entry; -1 for a type without a rule, `untyped` where the entry has no type.
  let ruleOfEntry: [Int16]
  /// Whether any entry is rated otherwise than as its user's call for all that the plan has decks for.
  let hasRules: Bool
  /// Whether owners of called numbers may have to pay.
  let hasReceivers: Bool

  /// Stand for a payer where there is none: nobody has to pay for a record that was not answered; or it is not found.
  static let notNeeded: Int32 = -1
  static let notFound: Int32 = -2

  /// Stands for the rule of an entry without a type: it is that of each record's own.
  static let untyped: Int16 = -2

  package struct Names: Sendable {
    package var account: TextRange
    package var service: TextRange
    /// Empty: the record's own.
    package var serviceType: TextRange
  }

  package struct Conflict: Hashable, Sendable {
    package var entry: Int
    package var earlier: Int

    package init(entry: Int, earlier: Int) {
      self.entry = entry
      self.earlier = earlier
    }
  }

  /// - Parameters:
  ///   - numbers: the rules that the entries' numbers were made E.164 by, and the records' are to be.
  ///   - rules: how the types of the entries' services are rated.
  package init(_ entries: [DirectoryEntry], numbers: NumberNormaliser, rules: RatingRules = .none) {
    var compiler = DirectoryCompiler(entries)
    compiler.compile()
    self.entries = entries
    self.numbers = numbers
    text = compiler.text
    names = compiler.names
    suspended = Set(entries.indices.filter { entries[$0].status == .suspended }.map { Int32($0) })
    plans = entries.map { Int16(truncatingIfNeeded: $0.plan) }
    self.rules = rules
    let ruleOfEntry = entries.map { $0.serviceType.isEmpty ? Self.untyped : rules.index(of: $0.serviceType) }
    self.ruleOfEntry = ruleOfEntry
    hasRules = ruleOfEntry.contains { $0 >= 0 && !rules.all[Int($0)].isOrdinary }
    hasReceivers = ruleOfEntry.contains { $0 >= 0 && rules.all[Int($0)].payer == .called }
    conflicts = compiler.conflicts
    claims = compiler.claims
    accountCodes = compiler.accountCodes
    cards = compiler.cards
    users = compiler.users
    trunks = compiler.trunks
    calling = compiler.calling
    called = compiler.called
    ranges = RangeKeys(compiler.ranges)
    addresses = compiler.addresses
  }

  /// How a record is rated for an entry: as the entry's type says, else as the record's own does.
  /// - Parameters:
  ///   - own: index of the rule of the record's own type; -1 for none. One that the called number's owner pays by is for
  ///     the owner alone.
  ///   - isOwner: whether the entry pays as the owner of the called number.
  /// - Returns: -1 for none.
  func rule(ofEntry entry: Int, own: Int16, isOwner: Bool) -> Int16 {
    let rule = typeRule(ofEntry: entry, own: own)
    return ruleOfEntry[entry] == Self.untyped && paysCalled(rule) != isOwner ? -1 : rule
  }

  /// The rule of an entry's type, else of the record's own; -1 for none.
  func typeRule(ofEntry entry: Int, own: Int16) -> Int16 {
    let rule = ruleOfEntry[entry]
    return rule == Self.untyped ? own : rule
  }

  func serviceType(ofEntry entry: Int) -> [UInt8] { Array(text[names[entry].serviceType.range]) }

  /// Whether an entry pays for what its number is called with.
  /// - Parameter own: as of `rule(ofEntry:own:isOwner:)`.
  func isReceiver(_ entry: Int, own: Int16) -> Bool {
    paysCalled(typeRule(ofEntry: entry, own: own))
  }

  /// Whether a rule, where it is one, has the owner of the called number pay.
  func paysCalled(_ rule: Int16) -> Bool { rule >= 0 && rules.all[Int(rule)].payer == .called }
}
