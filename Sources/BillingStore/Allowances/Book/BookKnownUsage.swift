internal import Bytes
internal import Rating
internal import RatingPipeline
internal import Telecom

/// Tells new records from those that the book has, or that stand twice in an input, as ``UsageWriter`` judges them later.
///
/// A record that is offered to promises costs one look-up in the index of records. Of each that was rated eight bytes of a
/// hash are kept until the input ends.
final class BookKnownUsage: KnownUsage, @unchecked Sendable {  // One batch at a time, in the order of the input.
  private let book: Book
  private var identity = RecordIdentity(.unnamed)
  private var seen: Set<UInt64> = []
  private let text = ByteWriter()

  init(_ book: Book) { self.book = book }

  /// An input begins.
  func begin(from origin: UsageSwitch) {
    identity = RecordIdentity(origin)
    seen.removeAll(keepingCapacity: true)
  }

  func known(among rated: RatedBatch, of batch: UsageBatch) throws(BackOfficeError) -> Set<Int32> {
    var known: Set<Int32> = []
    var last: Int32 = -1
    for usage in rated.rated where usage.record != last {
      last = usage.record
      write(usage.record, of: batch)
      if !seen.insert(RecordIdentity.hash(text.bytes.span)).inserted { known.insert(usage.record) }
    }
    let asked = rated.offeredRecords.filter { !known.contains($0) }
    guard !asked.isEmpty else { return known }
    do throws(BookError) {
      try book.database.read { connection throws(BookError) in
        let statement = try connection.statement(
          """
          SELECT 1 FROM usage WHERE record_id = ?1 UNION ALL SELECT 1 FROM archived_record WHERE record_id = ?1 LIMIT 1
          """)
        for record in asked {
          write(record, of: batch)
          statement.bind(1, text: text.bytes.span)
          if try statement.step() { known.insert(record) }
          statement.reset()
        }
      }
    } catch {
      throw BackOfficeError(error)
    }
    return known
  }

  private func write(_ record: Int32, of batch: UsageBatch) {
    text.removeAll()
    identity.write(batch.records[Int(record)], of: batch, to: text)
  }
}
