internal import Telecom

/// One price that has to be found for a record: for one payer, at one level, by one plan.
struct RatingJob: Sendable {
  /// Index into `UsageBatch.records`.
  var record: Int32
  /// Index into the directory's entries.
  var payer: Int32
  /// Index into the levels' parties; -1 for the payer's own price.
  var party: Int32 = -1
  var plan: Int16
  /// Index into the run's rating rules; -1 for none.
  var rule: Int16 = -1
  /// What the record's usage is where a service type says so; else as it was read.
  var kind: UsageKind?
  /// The payer owns the called number.
  var isIncoming = false

  /// Whose record it is, for whoever prices it.
  /// - Parameter directory: `nil` where nobody in particular pays.
  func service(in directory: PayerDirectory?, _ rules: RatingRules, needsType: Bool = true) -> UsageRater.Service {
    var service = UsageRater.Service()
    if needsType, payer >= 0, let directory { service.type = directory.serviceType(ofEntry: Int(payer)) }
    if rule >= 0 { service.legs = rules.all[Int(rule)].legs }
    service.kind = kind
    return service
  }

  /// Of a level that has no plan at the time of the record.
  static let noPlan: Int16 = -1
}

/// What is to be rated by one plan.
struct JobSelection {
  var jobs: [RatingJob]
  /// Indices into `jobs`, ascending.
  var selected: [Int32]
  /// `nil` where nobody in particular pays.
  var directory: PayerDirectory?
  var rules: RatingRules
  /// Whether any record is rated otherwise than as any call; else no job has a rule that counts.
  var usesRules: Bool
  /// By leg of the plan the trie that its deck has, as an index into those of the run.
  var tries: [Int]

  /// By rule the legs that count; empty where no rule does.
  var legsOfRules: [RatingRule.Legs] { usesRules ? rules.all.map(\.legs) : [] }

  /// The legs that count for a call; `nil` for other usage.
  /// - Parameter legsOfRules: by rule; not empty.
  func legs(at position: Int, _ legsOfRules: [RatingRule.Legs]) -> RatingRule.Legs? {
    let job = Int(selected[position])
    if let kind = jobs[job].kind, kind != .call { return nil }
    return jobs[job].rule < 0 ? .sum : legsOfRules[Int(jobs[job].rule)]
  }
}
