internal import CDRDecoding
internal import RatePlans
internal import Rating
internal import Telecom

/// How one input is read: its dialect bound to its columns, or the form of a rejects file.
struct Reading: Sendable {
  let source: String
  let dialect: Dialect
  /// The same for inputs that are read alike, so that records of several belong together.
  let kind: String
  let decoder: RecordDecoder
  let context: BatchContext

  var joins: Bool { decoder.joins }
  var framing: RecordFraming { decoder.framing }

  init(_ input: OpenedInput, run: RatingRun) throws(RatingRun.Failure) {
    let dialect: Dialect
    if let named = run.options.dialect {
      dialect = named
    } else {
      do throws(UnrecognisedInput) {
        dialect = try Dialect.recognise(input.sample, isWhole: input.isWhole)
      } catch {
        throw .input("\(input.path): \(error)")
      }
    }
    try self.init(
      dialect, name: run.options.dialectName ?? dialect.name, sample: input.sample, source: input.name, zone: run.zone,
      isZoneNamed: run.options.zone != nil, run: run)
  }

  /// - Parameters:
  ///   - name: what `--format` finds the dialect by.
  ///   - sample: the beginning of what is read.
  init(
    _ dialect: Dialect, name: String, sample: [UInt8], source: String, zone: ZoneRules, isZoneNamed: Bool,
    run: RatingRun
  ) throws(RatingRun.Failure) {
    self.source = source
    self.dialect = dialect
    kind = "\(name) \(zone.name)"
    do throws(ProblemReport) {
      decoder = try dialect.decoder(sample: sample, source: source, zone: zone, kinds: run.rater.rules.kinds)
    } catch {
      throw .input("\(error)")
    }
    context = BatchContext(
      source: source, format: name, timeZone: zone.name, isZoneNamed: isZoneNamed, header: decoder.header, rater: run.rater)
  }

  func decode(_ workspace: Workspace, atStart: Bool) {
    decoder.decode(&workspace.batch, scratch: &workspace.scratch, atStart: atStart)
    workspace.recordsRead = decoder.recordsRead(in: workspace.batch)
  }
}
