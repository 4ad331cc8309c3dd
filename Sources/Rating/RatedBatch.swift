internal import RatePlans
package import Telecom

/// What became of the records of a `UsageBatch`. Together with the batch's own rejects, duplicates and not chargeable
/// counts every record is accounted for once.
package struct RatedBatch: Sendable {
  /// In input order.
  package var rated: [RatedUsage] = []
  /// What few of the rated records have.
  package var details: [RatedDetail] = []
  /// What charges of more than one part are made of.
  package var components: [ChargeComponent] = []
  /// What allowances gave.
  package var covered: [CoveredUnits] = []
  /// What volumes had come to.
  package var volumes: [VolumeTotal] = []
  /// What limits gave notice of, with the record that did it: index into the batch's.
  package var events: [(record: Int32, event: AllowanceEvent)] = []
  /// In input order.
  package var rejects: [Reject] = []
  package var notChargeable = NotChargeableCounts()
  /// Records with at least one price.
  package var recordCount = 0
  /// Sums over `rated`, of the payers' own prices.
  package var billedSeconds: Int64 = 0
  package var chargeNanos: Int128 = 0
  /// The charges by currency, where an `AccountRater` rated.
  package var charges: [Currency: Int128] = [:]

  /// Where `RatedUsage.offer` points, and where the offers point.
  var offers: [PromiseOffer] = []
  var runs: [StepRun] = []
  var places: [PromisePlace] = []
  /// Of a plan's part, whether the steps of what is rated are kept in `runs`. By row of `rated`, where its own end.
  var keepsRuns = false
  var runEnds: [Int32] = []
  var memo = CycleMemo()

  /// Working memory of the way by a directory: for each record its keys and its payer; records and results by plan.
  var facts: [PayerFacts] = []
  var payers: [Int32] = []
  /// Who pays as the owner of the called number: index of an entry, -1 for nobody; empty where that is never asked.
  var receivers: [Int32] = []
  /// By record, whether its payer was found as the owner of the called number; empty where that is never so.
  var incoming: [Bool] = []
  /// By record the rule of its own service type, -1 for none; empty where no record has one.
  var ownRules: [Int16] = []
  var jobs: [RatingJob] = []
  var selections: [[Int32]] = []
  /// Why records cost nothing that were rated one by one, in their order.
  var uncharged: [NotChargeable] = []
  var parts: [RatedBatch] = []
  /// Of the record that is being rated.
  var work = ChargeWork()

  /// Working memory of calls with several parts: by record what is known of it, and by deck the rows of all. `calls` is
  /// kept by plans with the same dialling rules in turn.
  var calls: [CallFacts] = []
  var callsByDialling: [[CallFacts]] = []
  /// By trie of the run; kept by plans in turn too.
  var found: [FoundPrefixes] = []
  var legRows: [LegRow] = []

  /// Working memory of the plain way: for each record what is known before its price, its number, prefix and row.
  var candidates: [RatedUsage] = []
  var numbers: [PhoneNumber] = []
  var matches: [PrefixTrie.Match] = []
  var rows: [RateRows.Packed] = []

  package init() {}

  /// Forgets what tries found.
  mutating func makeRoom(forTries count: Int) {
    while found.count < count { found.append(FoundPrefixes()) }
    for index in found.indices { found[index].numbers.removeAll(keepingCapacity: true) }
  }

  mutating func count(seconds: Int64, nanos: Int64) {
    billedSeconds &+= seconds
    chargeNanos += Int128(nanos)
  }

  /// Records of which some row may draw on what plans promise, as indices into the batch's: ascending, each once.
  package var offeredRecords: [Int32] {
    var records: [Int32] = []
    for usage in rated where usage.offer >= 0 && records.last != usage.record { records.append(usage.record) }
    return records
  }

  /// Index into the parties of the run's price levels; -1 for the payer's own price.
  package func party(of row: Int) -> Int32 { rated[row].detail >= 0 ? details[Int(rated[row].detail)].party : -1 }

  /// Whether a deck's row or a special charge priced it; else it costs nothing at a level where others have a price.
  func isPriced(_ row: Int) -> Bool {
    rated[row].row >= 0 || (rated[row].detail >= 0 && !details[Int(rated[row].detail)].components.isEmpty)
  }

  mutating func withDetail(of row: Int, _ change: (inout RatedDetail) -> Void) {
    if rated[row].detail < 0 {
      rated[row].detail = Int32(truncatingIfNeeded: details.count)
      details.append(RatedDetail(matched: rated[row].called))
    }
    change(&details[Int(rated[row].detail)])
  }

  package mutating func removeAll() {
    rated.removeAll(keepingCapacity: true)
    details.removeAll(keepingCapacity: true)
    components.removeAll(keepingCapacity: true)
    covered.removeAll(keepingCapacity: true)
    volumes.removeAll(keepingCapacity: true)
    events.removeAll(keepingCapacity: true)
    offers.removeAll(keepingCapacity: true)
    places.removeAll(keepingCapacity: true)
    runs.removeAll(keepingCapacity: true)
    runEnds.removeAll(keepingCapacity: true)
    candidates.removeAll(keepingCapacity: true)
    numbers.removeAll(keepingCapacity: true)
    calls.removeAll(keepingCapacity: true)
    rows.removeAll(keepingCapacity: true)
    rejects.removeAll(keepingCapacity: true)
    notChargeable = NotChargeableCounts()
    recordCount = 0
    uncharged.removeAll(keepingCapacity: true)
    billedSeconds = 0
    chargeNanos = 0
    charges.removeAll(keepingCapacity: true)
  }
}
