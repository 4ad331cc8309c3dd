package import CDRDecoding
internal import Compression
package import Telecom

/// Looks for single records of an input.
package struct RecordSearch {
  private let dialect: Dialect?
  private let zone: ZoneRules
  private let kinds: [String: UsageKind]

  /// - Parameters:
  ///   - dialect: `nil` recognises it from the input's content.
  ///   - zone: for times without an offset of their own.
  ///   - kinds: what usage of some service types is.
  package init(dialect: Dialect?, zone: ZoneRules, kinds: [String: UsageKind] = [:]) {
    self.dialect = dialect
    self.zone = zone
    self.kinds = kinds
  }

  /// The first record with an id, as its dialect understands it.
  /// - Returns: `nil` when no record that could be understood has it.
  package func first(
    withID id: String, in path: String
  ) throws(RatingRun.Failure) -> (record: UsageRecord, batch: UsageBatch)? {
    let input: OpenedInput
    do throws(InputError) { input = try OpenedInput(path) } catch { throw .input("\(error)") }
    guard !input.sample.isEmpty else { return nil }
    let dialect = try dialect(of: input)
    let decoder: RecordDecoder
    do throws(ProblemReport) {
      decoder = try dialect.decoder(sample: input.sample, source: path, zone: zone, kinds: kinds)
    } catch {
      throw .input("\(error)")
    }
    do {
      return try search(for: Array(id.utf8), in: input, by: decoder, dialect)
    } catch let failure as RatingRun.Failure {
      throw failure
    } catch {
      throw .input("\(error)")
    }
  }

  private func dialect(of input: OpenedInput) throws(RatingRun.Failure) -> Dialect {
    if let dialect { return dialect }
    do throws(UnrecognisedInput) {
      return try Dialect.recognise(input.sample, isWhole: input.isWhole)
    } catch {
      throw .input("\(input.path): \(error)")
    }
  }

  private func search(
    for id: [UInt8], in input: OpenedInput, by decoder: RecordDecoder, _ dialect: Dialect
  ) throws -> (record: UsageRecord, batch: UsageBatch)? {
    let chunks = ChunkSource(input, framing: decoder.framing, chunkSize: 1 << 19, control: RatingRun.Control())
    var joiner = RecordJoiner(for: dialect)
    var batch = UsageBatch()
    var scratch = DecodeScratch()
    var line = 1
    while let chunk = try chunks.next(into: &batch) {
      decoder.decode(&batch, scratch: &scratch, atStart: chunk.sequence == 0)
      let lineCount = batch.lineCount
      if decoder.joins {
        joiner.join(&batch, source: input.path, firstLine: line, byteOffset: chunk.byteOffset)
      }
      if let record = batch.records.first(where: { batch.text[$0.recordID.range].elementsEqual(id) }) {
        return (record, batch)
      }
      line += lineCount
    }
    return nil
  }
}
