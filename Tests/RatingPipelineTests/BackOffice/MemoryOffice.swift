import Bytes
import RatingPipeline
import Synchronization
import Telecom

/// A book in miniature: it knows records by their id. One that is there already with the same charge is a duplicate,
/// with another charge a conflict.
final class MemoryOffice: BackOffice, @unchecked Sendable {  // One thread at a time, as the protocol says.
  private struct Store {
    var contents = OfficeContents()
    var charges: [String: String] = [:]
    var batches: Set<[UInt8]> = []
  }

  /// By folder.
  private static let stores = Mutex<[String: Store]>([:])

  static func contents(_ folder: String) -> OfficeContents { stores.withLock { $0[folder]?.contents ?? OfficeContents() } }

  private let folder: String
  private var store: Store
  private var committed: Store

  let contentDigest = DigestMoment.atCommit
  let commitsEachBatch = true

  init(_ folder: String) {
    self.folder = folder
    store = Self.stores.withLock { $0[folder] ?? Store() }
    committed = store
  }

  private final class Part: UsagePart {
    var rated: [(row: OfficeContents.Rated, seconds: Int64, nanos: Int64)] = []
    var rejects: [OfficeContents.Rejected] = []

    func encode(_ rated: RatedRows, _ rejects: [Reject], of batch: UsageBatch, at place: BatchPlace) {
      self.rated = rated.usage.map { usage in
        let record = batch.records[Int(usage.record)]
        let row = OfficeContents.Rated(
          id: batch.string(record.recordID), line: place.firstLine + Int(record.line),
          charge: Decimal9.text(Int128(usage.chargeNanos)))
        return (row, usage.billedSeconds, usage.chargeNanos)
      }
      self.rejects = rejects.map { reject in
        OfficeContents.Rejected(
          reason: reject.reason.code, line: place.firstLine + Int(reject.line), record: batch.string(reject.raw))
      }
    }
  }

  func makePart() -> any UsagePart { Part() }

  func begin(_ batch: BatchIdentity) -> BatchDecision { .take }

  func take(_ part: any UsagePart) -> PartOutcome {
    guard let part = part as? Part else { fatalError("a part of another office") }
    var outcome = PartOutcome()
    for (row, seconds, nanos) in part.rated {
      let before = store.charges[row.id]
      if before == nil {
        store.charges[row.id] = row.charge
        store.contents.rated.append(row)
        store.contents.bytes += Array("\(row)\n".utf8)
        continue
      }
      if before == row.charge {
        outcome.duplicates += 1
      } else {
        outcome.rejected[RejectReason.invalidField.rawValue] += 1
      }
      outcome.billedSeconds += seconds
      outcome.charges[.usd, default: 0] += Int128(nanos)
    }
    for reject in part.rejects {
      store.contents.rejects.append(reject)
      store.contents.bytes += Array("\(reject)\n".utf8)
    }
    return outcome
  }

  func settle() -> PartOutcome { .allTaken }

  func commit(_ batch: BatchIdentity, _ summary: RunSummary) -> BatchDecision {
    guard let digest = batch.digest else { fatalError("a batch without a digest") }
    guard !store.batches.contains(digest) else {
      store = committed
      return .committedBefore(remark: "of old")
    }
    if summary.rated > 0 { store.batches.insert(digest) }
    committed = store
    Self.stores.withLock { $0[folder] = store }
    return .take
  }

  func abandon() -> Bool {
    store = committed
    return true
  }

  func finish() {}
}
