internal import Synchronization

extension RatingRun {
  /// Lets a signal end the run between two chunks, and others see how far it is.
  package final class Control: Sendable {
    private let cancelled = Atomic<Bool>(false)
    private let bytes = Atomic<Int>(0)
    private let records = Atomic<Int>(0)

    package init() {}

    package var isCancelled: Bool { cancelled.load(ordering: .relaxed) }
    package func cancel() { cancelled.store(true, ordering: .relaxed) }
    /// Bytes of decompressed input taken in so far, and records of it that were rated or set aside.
    package var progress: (bytes: Int, records: Int) {
      (bytes.load(ordering: .relaxed), records.load(ordering: .relaxed))
    }

    func advance(bytes: Int, records: Int) {
      self.bytes.add(bytes, ordering: .relaxed)
      self.records.add(records, ordering: .relaxed)
    }
  }
}
