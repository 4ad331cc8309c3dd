internal import Bytes
package import CDRDecoding
internal import Rating
package import RatingPipeline
package import Telecom

/// Takes usage into a book: payers and plans from the book, each input a transaction of it.
package final class Ingest {
  /// What became of some inputs.
  package struct Result {
    package var summary: RunSummary
    package var openSessions: [OpenSession]
    package var currencies: [Currency]
    /// Why inputs were not taken.
    package var refusals: [String]
  }

  let book: Book
  private let options: RatingRun.Options
  private let control: RatingRun.Control
  private let origin: UsageSwitch
  private let clock: @Sendable () -> Int64
  private let warn: (String) -> Void
  private var directory: IngestDirectory
  /// `nil` where no plan promises anything.
  private var ledger: BookLedger?
  /// Of what the directory was compiled from.
  private var version: SQLRow?

  /// - Parameters:
  ///   - origin: the switch that wrote the records; `nil` for the one without a name.
  ///   - clock: milliseconds since 1970, for the record.
  ///   - warn: told what the user should know but nobody has to stop for.
  /// - Throws: `BookError`.
  package init(
    _ book: Book, from origin: String? = nil, options: RatingRun.Options, control: RatingRun.Control,
    clock: @escaping @Sendable () -> Int64, warn: @escaping (String) -> Void
  ) throws(BookError) {
    self.book = book
    self.options = options
    self.control = control
    self.clock = clock
    self.warn = warn
    self.origin = try book.database.read { connection throws(BookError) in
      try UsageSwitch.named(origin ?? "", connection)
    }
    version = try Self.version(book)
    directory = try IngestDirectory.load(book, threads: options.threads)
    ledger = BookLedger(book, directory)
    for warning in directory.warnings { warn("\(warning)") }
  }

  /// What changes when services, their keys or plans do.
  private static func version(_ book: Book) throws(BookError) -> SQLRow? {
    try book.database.read { connection throws(BookError) in
      try connection.row(
        """
        SELECT (SELECT max(id) FROM audit), (SELECT max(id) FROM service_key), (SELECT max(id) FROM service_status),
          (SELECT max(id) FROM plan), (SELECT count(*) FROM plan WHERE removed_at IS NULL)
        """)
    }
  }

  /// Reads payers and plans again where they changed.
  func refresh() throws(BookError) {
    let current = try Self.version(book)
    guard current != version else { return }
    directory = try IngestDirectory.load(book, threads: options.threads)
    ledger = BookLedger(book, directory)
    version = current
    for warning in directory.warnings { warn("\(warning)") }
  }

  private func run(from origin: UsageSwitch, retry: RejectRetry?) -> RatingRun {
    RatingRun(
      rater: directory.rater, options: options,
      backOffice: BookBackOffice(book, directory, from: origin, ledger: ledger, retry: retry, clock: clock),
      promises: ledger?.promises, control: control, warn: warn)
  }

  /// Takes inputs one after the other; one that cannot be taken does not keep the others from it.
  /// - Parameter refused: told at once why an input was not taken.
  package func take(
    _ inputs: [String], refused: (String) -> Void = { _ in }
  ) throws(RatingRun.Failure) -> Result {
    try take(inputs, by: run(from: origin, retry: nil), refused: refused) { run, input throws(RatingRun.Failure) in try run.rate(input) }
  }

  /// Takes rejects that are rated again.
  /// - Parameter file: rejects as a rejects file has them.
  func take(_ file: RawFile, from origin: UsageSwitch, retry: RejectRetry) throws(RatingRun.Failure) -> Result {
    try take([file], by: run(from: origin, retry: retry)) { run, file throws(RatingRun.Failure) in try run.rate(file) }
  }

  private func take<Input>(
    _ inputs: [Input], by run: RatingRun, refused: (String) -> Void = { _ in },
    rate: (RatingRun, Input) throws(RatingRun.Failure) -> Void
  ) throws(RatingRun.Failure) -> Result {
    var refusals: [String] = []
    for input in inputs {
      do throws(RatingRun.Failure) {
        try rate(run, input)
      } catch {
        guard case .input = error else { throw error }
        refused("\(error)")
        refusals.append("\(error)")
      }
    }
    let open = try run.finish()
    return Result(summary: run.summary, openSessions: open, currencies: run.currencies, refusals: refusals)
  }
}
