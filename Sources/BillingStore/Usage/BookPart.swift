internal import Bytes
internal import RatePlans
internal import Rating
internal import RatingPipeline
internal import Telecom

/// A chunk as rows of `usage`, encoded on the worker that rated it.
final class BookPart: UsagePart {
  private(set) var rows: [UsageRow] = []
  private(set) var rejects: [BookReject] = []
  /// The chunk's text, with what was made of it behind.
  private(set) var text: [UInt8] = []
  private(set) var context: BatchContext?

  private let directory: IngestDirectory
  private let components: ComponentsText
  private let covered: CoveredText
  /// By plan.
  private let hasPromises: [Bool]
  private let volumes: [[[UInt8]]]
  private let legs: [RatingRule.Legs]
  private let identity: RecordIdentity
  private var clocks: [LocalClock]
  private var rejectsWriter: RejectsWriter?
  private var sourceName: [UInt8] = []
  private let scratch = ByteWriter()

  /// The stretch of time around a zone's last call in which its offset is the same.
  private struct LocalClock {
    var from: Int64 = 0
    var to: Int64 = 0
    var offset: Int64 = 0
  }

  init(_ directory: IngestDirectory, from origin: UsageSwitch) {
    self.directory = directory
    identity = RecordIdentity(origin)
    clocks = directory.zones.map { _ in LocalClock() }
    components = ComponentsText(directory.rater)
    covered = CoveredText(directory.rater)
    volumes = directory.rater.raters.map { $0.plan.promises.volumes.map { Array($0.name.utf8) } }
    legs = directory.rater.raters.map { RatingRule.Legs($0.plan.tariffs.map(\.leg)) }
    hasPromises = directory.rater.raters.map { !$0.plan.promises.isEmpty }
  }

  /// Hands the text over and takes other memory in its place.
  func exchangeText(with spare: inout [UInt8]) { swap(&text, &spare) }

  func encode(_ rated: RatedRows, _ rejected: [Reject], of batch: UsageBatch, at place: BatchPlace) {
    if context !== place.context {
      context = place.context
      rejectsWriter = RejectsWriter(place.context)
      sourceName = Array(place.context.source.utf8)
    }
    rows.removeAll(keepingCapacity: true)
    rejects.removeAll(keepingCapacity: true)
    text.removeAll(keepingCapacity: true)
    if !rated.usage.isEmpty { text.append(contentsOf: batch.text) }
    rows.reserveCapacity(rated.usage.count)
    for index in rated.usage.indices {
      let isNext = index > 0 && rated.usage[index].record == rated.usage[index - 1].record
      encode(index, of: rated, in: batch, at: place, behind: isNext ? rows.last : nil)
    }
    for reject in rejected { encode(reject, of: batch, at: place) }
  }

  /// - Parameter before: the row before, where it is of the same record.
  private func encode(
    _ index: Int, of rated: RatedRows, in batch: UsageBatch, at place: BatchPlace, behind before: UsageRow?
  ) {
    let usage = rated.usage[index]
    let record = batch.records[Int(usage.record)]
    let payer = directory.payers[Int(usage.payer)]
    let party = rated.party(of: index)
    let level = party >= 0 ? directory.levels[Int(party)] : nil
    var row = UsageRow()
    row.payer = usage.payer
    row.isRetail = level == nil
    row.order = UsageRow.order(
      account: level?.account ?? payer.account, day: day(record.startMilliseconds, zone: Int(level?.zone ?? payer.zone)))
    row.line = Int64(place.firstLine + Int(record.line))
    row.byteOffset = Int64(place.byteOffset + Int(record.raw.offset))
    row.raw = record.raw
    if record.origin >= 0 {
      let origin = batch.origins[Int(record.origin)]
      (row.line, row.byteOffset) = (Int64(origin.line), Int64(origin.byteOffset))
      if !batch.text[origin.source.range].elementsEqual(sourceName) { row.source = origin.source }
    }
    row.startMilliseconds = record.startMilliseconds
    row.startOffset = record.startOffset
    row.durationMilliseconds = record.durationMilliseconds
    row.billedSeconds = usage.billedSeconds
    row.chargeNanos = usage.chargeNanos
    row.calling = number(usage.calling, record.calling)
    row.called = number(usage.called, record.called)
    row.price = UsageRow.Price(
      row: usage.row, plan: usage.plan, tariff: usage.tariff, band: usage.band,
      type: payer.type >= 0 ? Int16(payer.type) : -1 - Int16(usage.kind.rawValue), jurisdiction: usage.jurisdiction)
    if record.extras >= 0 || usage.billedQuantity >= 0 || usage.detail >= 0 || !row.source.isEmpty || hasPromises[Int(usage.plan)] {
      appendExtras(to: &row, of: record, index, of: rated, in: batch, level)
    }
    if let before {
      row.followed = before.followed + 1
      row.recordID = identity(ofRow: Int(row.followed), rows[rows.count - Int(row.followed)].recordID)
    } else {
      row.recordID = identity(of: record, in: batch)
    }
    row.identity = RecordIdentity.hash(text.span.extracting(row.recordID.range))
    rows.append(row)
  }

  private func day(_ milliseconds: Int64, zone: Int) -> Int64 {
    let second = milliseconds.flooredDivision(by: 1000)
    if second < clocks[zone].from || second >= clocks[zone].to {
      let rules = directory.zones[zone]
      let period = rules.period(at: second)
      clocks[zone] = LocalClock(
        from: period > 0 ? rules.changes[period - 1] : .min,
        to: period < rules.changes.count ? rules.changes[period] : .max, offset: Int64(rules.offsets[period]))
    }
    return (second + clocks[zone].offset).flooredDivision(by: 86_400)
  }

  private func number(_ number: PhoneNumber, _ raw: TextRange) -> UsageRow.Number {
    guard number != .none else { return UsageRow.Number(text: raw) }
    guard number.packed >> 60 != 0 else { return UsageRow.Number(text: append(packedDigits: number)) }
    var (digits, value) = (number.packed, Int64(0))
    for _ in 0..<number.count {
      value = value &* 10 &+ Int64(digits >> 60)
      digits <<= 4
    }
    return UsageRow.Number(integer: value)
  }

  private func append(packedDigits number: PhoneNumber) -> TextRange {
    scratch.removeAll()
    scratch.append(packedDigits: number.packed, count: number.count)
    return appendScratch()
  }

  private func appendScratch() -> TextRange {
    let range = TextRange(offset: UInt32(text.count), count: UInt32(scratch.count))
    text += scratch.bytes
    return range
  }

  private func identity(of record: UsageRecord, in batch: UsageBatch) -> TextRange {
    if !record.recordID.isEmpty, identity.isOwnID(record.recordID, in: text) { return record.recordID }
    scratch.removeAll()
    identity.write(record, of: batch, to: scratch)
    return appendScratch()
  }

  /// Of a row behind the first of its record.
  private func identity(ofRow count: Int, _ first: TextRange) -> TextRange {
    scratch.removeAll()
    scratch.append(UsageSwitch.rowSeparator)
    scratch.append(decimal: count)
    scratch.append(UsageSwitch.rowSeparator)
    scratch.append(text, first.range)
    return appendScratch()
  }

  private func appendExtras(
    to row: inout UsageRow, of record: UsageRecord, _ index: Int, of rated: RatedRows, in batch: UsageBatch,
    _ level: IngestDirectory.Level?
  ) {
    scratch.removeAll()
    let writer = UsageExtrasText(batch)
    if record.extras >= 0 { writer.writeFacts(of: batch.extras[Int(record.extras)], to: scratch) }
    row.factsCount = UInt32(scratch.count)
    writer.writeRemarks(source: row.source, index, of: rated, components, to: scratch)
    if level == nil, hasPromises[Int(rated.usage[index].plan)] {
      writer.writeCovered(index, of: rated, covered, to: scratch)
      writer.writeVolumes(index, of: rated, volumes[Int(rated.usage[index].plan)], to: scratch)
      writer.writeRating(rating(index, of: rated, record, in: batch), to: scratch)
    }
    if let level {
      let currency = directory.rater.raters[Int(rated.usage[index].plan)].plan.currency.code
      writer.writeLevel(level, currency: currency, to: scratch)
    }
    guard scratch.count > 0 else { return }
    scratch.append(UInt8(ascii: "}"))
    row.extras = appendScratch()
  }

  private func rating(_ index: Int, of rated: RatedRows, _ record: UsageRecord, in batch: UsageBatch) -> BookedRating {
    let usage = rated.usage[index]
    var rating = BookedRating()
    rating.kind = usage.kind
    if usage.detail >= 0 {
      let detail = rated.details[Int(usage.detail)]
      if detail.isIncoming { rating.direction = .in }
      if detail.rule >= 0 { rating.legs = directory.rater.rules.all[Int(detail.rule)].legs }
      if legs[Int(usage.plan)].isSubset(of: rating.legs) { rating.legs = .sum }
    }
    let numbers = directory.rater.raters[Int(usage.plan)].numbers
    if usage.called != .none { rating.isCalledShort = numbers.called(batch.text.span.extracting(record.called.range))?.isShort ?? false }
    if usage.calling != .none {
      rating.isCallingShort = numbers.normalise(batch.text.span.extracting(record.calling.range))?.isShort ?? false
    }
    return rating
  }

  private func encode(_ reject: Reject, of batch: UsageBatch, at place: BatchPlace) {
    guard let rejectsWriter else { return }
    var (source, line, byteOffset) = (
      place.context.source, place.firstLine + Int(reject.line), place.byteOffset + Int(reject.raw.offset))
    if reject.origin >= 0 {
      let origin = batch.origins[Int(reject.origin)]
      (source, line, byteOffset) = (batch.string(origin.source), origin.line, origin.byteOffset)
    }
    rejects.append(
      BookReject(
        reason: reject.reason, field: reject.field, source: source, line: Int64(line), byteOffset: Int64(byteOffset),
        message: rejectsWriter.message(reject, batch), context: place.context,
        record: Array(batch.text[reject.raw.range])))
  }
}
