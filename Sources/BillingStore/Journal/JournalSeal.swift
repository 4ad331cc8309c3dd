internal import Bytes

/// The hash of an entry of the journal, by the layout that ``Journal`` gives.
struct JournalSeal {
  private let sha = SHA256()

  init(after hash: [UInt8]) { sha.update(hash) }

  func add(entry: Int64, _ posting: Posting, recordedAt: Int64) {
    sha.update(entry)
    sha.update(Int64(posting.day))
    sha.update(posting.kind.rawValue)
    add(posting.account)
    sha.update(posting.reference)
    sha.update(posting.memo)
    add(posting.corrects)
    sha.update(recordedAt)
  }

  func add(_ line: Posting.Line, id: Int64) {
    sha.update(id)
    sha.update(line.ledger.code)
    add(line.account)
    sha.update(line.currency)
    sha.update(line.amount)
  }

  private func add(_ value: Int64?) {
    sha.update([value == nil ? 0 : 1])
    if let value { sha.update(value) }
  }

  func digest() -> [UInt8] { sha.digest() }
}
