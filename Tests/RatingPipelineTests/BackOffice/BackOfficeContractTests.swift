import Bytes
import CDRDecoding
import Foundation
import RatingPipeline
import Telecom
import Testing

/// What every back office promises. `OfficeCase.all` lists them.
@Suite struct `The contract of back offices` {
  let desk: Desk
  /// Bytes a chunk has: an input comes in dozens of parts.
  private static let chunk = 300

  init() throws { desk = try Desk() }

  private struct Run {
    var summary = RunSummary()
    var failures: [String] = []
    /// Why it did not come to its end.
    var ending: String?
  }

  private func run(
    _ office: OfficeCase, _ inputs: [String], threads: Int = 2, format: String? = nil,
    wrapped: (any BackOffice) -> any BackOffice = { $0 }
  ) throws -> Run {
    var options = RatingRun.Options(threads: threads)
    options.chunkSize = Self.chunk
    options.dialect = format.flatMap { Dialect.builtIn($0) }
    options.dialectName = format
    let run = RatingRun(
      rater: try office.rater(desk), options: options, backOffice: wrapped(try office.open(desk.path)),
      control: RatingRun.Control(), warn: { _ in })
    var result = Run()
    do {
      for input in inputs {
        do throws(RatingRun.Failure) {
          try run.rate(input)
        } catch {
          guard case .input(let message) = error else { throw error }
          result.failures.append(message)
        }
      }
      _ = try run.finish()
    } catch {
      result.ending = "\(error)"
    }
    result.summary = run.summary
    return result
  }

  private func input(_ name: String, _ numbers: Range<Int>) throws -> String {
    try desk.file(name, KnownUsage.file(numbers))
  }

  private func expect(_ office: OfficeCase, holds batches: [Range<Int>], _ remark: String = "") throws {
    let contents = try office.contents(desk.path)
    #expect(contents.rated == batches.flatMap(KnownUsage.rated), "\(remark)")
    #expect(contents.rejects == batches.flatMap(KnownUsage.rejects), "\(remark)")
  }

  @Test(arguments: OfficeCase.all)
  func `every record arrives once, in the order of the input`(office: OfficeCase) throws {
    let result = try run(office, [input("a", 0..<200), input("b", 200..<500)])
    #expect(result.ending == nil && result.failures == [])
    try expect(office, holds: [0..<200, 200..<500])
    #expect(result.summary.read == 500 && result.summary.rated == 350 && result.summary.addsUp)
    #expect(result.summary.notChargeable[.unanswered] == 50)
    #expect(result.summary.rejected[RejectReason.noRate.rawValue] == 50)
    #expect(result.summary.rejected[RejectReason.missingField.rawValue] == 50)
    #expect(result.summary.files == 2 && result.summary.committedBefore == [])
  }

  @Test(arguments: OfficeCase.all)
  func `the bytes are the same on 1, 2 and 8 threads`(office: OfficeCase) throws {
    var seen: [[UInt8]] = []
    for threads in [1, 2, 8] {
      let desk = try Desk()
      let path = try desk.file("input", KnownUsage.file(0..<400))
      var options = RatingRun.Options(threads: threads)
      options.chunkSize = Self.chunk
      let run = RatingRun(
        rater: try office.rater(desk), options: options, backOffice: try office.open(desk.path), control: RatingRun.Control(),
        warn: { _ in })
      try run.rate(path)
      _ = try run.finish()
      let bytes = try office.contents(desk.path).bytes
      seen.append(Array(String(decoding: bytes, as: UTF8.self).replacing(desk.path, with: "").utf8))
    }
    #expect(seen[0].count > 10_000 && seen[1] == seen[0] && seen[2] == seen[0])
  }

  @Test(arguments: OfficeCase.all)
  func `nothing stays of an input that cannot be read to its end`(office: OfficeCase) throws {
    let packed = desk.path + "/b.gz"
    let sink = try OutputFile(packed)
    let writer = ByteWriter()
    writer.append(contentsOf: KnownUsage.file(0..<9000))  // More than is looked at to recognise it.
    try sink.write(writer)
    try sink.commit(afterInput: true)
    let bytes = try desk.contents("b.gz")
    _ = try desk.file("b.gz", bytes.dropLast(200))
    let result = try run(office, [input("a", 0..<100), packed, input("c", 100..<150)], format: "csv")
    #expect(result.failures.count == 1 && result.failures[0].contains("end in the middle"), "\(result.failures)")
    #expect(result.ending == nil && result.summary.failedFiles == [packed] && result.summary.read == 150)
    try expect(office, holds: [0..<100, 100..<150])
  }

  @Test(arguments: OfficeCase.all, [.begin, .firstTake, .thirdTake, .commit] as [FailingOffice.Moment])
  func `nothing stays of a batch that is refused, and the next ones come`(
    office: OfficeCase, moment: FailingOffice.Moment
  ) throws {
    let paths = try [input("a", 0..<100), input("b", 100..<200), input("c", 200..<300)]
    let result = try run(office, paths) { FailingOffice($0, at: moment, .batchRefused("not this one")) }
    #expect(result.failures == ["not this one"] && result.ending == nil)
    #expect(result.summary.failedFiles == [paths[1]] && result.summary.read == 200 && result.summary.addsUp)
    try expect(office, holds: [0..<100, 200..<300])
  }

  @Test(arguments: OfficeCase.all, FailingOffice.Moment.allCases)
  func `a run whose office fails ends, and claims only what was committed`(
    office: OfficeCase, moment: FailingOffice.Moment
  ) throws {
    let result = try run(office, [input("a", 0..<100), input("b", 100..<200), input("c", 200..<300)]) {
      FailingOffice($0, at: moment, .unusable("the disk is full"))
    }
    #expect(result.ending == "the disk is full" && result.failures == [])
    let committed = moment == .finish ? [0..<100, 100..<200, 200..<300] : [0..<100]
    #expect(result.summary.files == committed.count && result.summary.read == 100 * committed.count)
    try expect(office, holds: office.isLasting ? committed : [])
  }

  @Test(arguments: OfficeCase.all)
  func `a run that is given up leaves nothing of the batch at hand`(office: OfficeCase) throws {
    let first = try run(office, [input("a", 0..<100)])
    #expect(first.ending == nil)
    let before = try office.contents(desk.path)
    let control = RatingRun.Control()
    let run = RatingRun(
      rater: try office.rater(desk), options: RatingRun.Options(threads: 2), backOffice: try office.open(desk.path),
      control: control, warn: { _ in })
    control.cancel()
    #expect(throws: RatingRun.Failure.self) { try run.rate(input("b", 100..<200)) }
    #expect(throws: RatingRun.Failure.self) { try run.finish() }
    #expect(try office.contents(desk.path) == before)
  }

  // MARK: Those that last

  @Test(arguments: OfficeCase.lasting)
  func `a batch is known again by its content, under another name and packed`(office: OfficeCase) throws {
    _ = try run(office, [input("a", 0..<100)])
    let before = try office.contents(desk.path)
    let packed = desk.path + "/packed.gz"
    let sink = try OutputFile(packed)
    let writer = ByteWriter()
    writer.append(contentsOf: KnownUsage.file(0..<100))
    try sink.write(writer)
    try sink.commit(afterInput: true)
    let paths = try [input("renamed", 0..<100), packed, input("new", 100..<150)]
    let again = try run(office, paths)
    #expect(again.ending == nil && again.failures == [])
    #expect(again.summary.committedBefore == Array(paths.prefix(2)) && again.summary.files == 1)
    // An office may know how many it took then.
    #expect(again.summary.read - again.summary.duplicates == 50)
    try expect(office, holds: [0..<100, 100..<150])
    #expect(try office.contents(desk.path).bytes.starts(with: before.bytes))
  }

  @Test(arguments: OfficeCase.lasting)
  func `a stream is known again at its end`(office: OfficeCase) throws {
    _ = try run(office, [input("a", 0..<100)])
    let before = try office.contents(desk.path)
    let pipe = desk.path + "/pipe"
    let made = unsafe mkfifo(pipe, 0o600)
    try #require(made == 0)
    let writer = Thread { _ = try? RawFile.writingInPlace(pipe).write(KnownUsage.file(0..<100)) }
    writer.start()
    let again = try run(office, [pipe])
    #expect(again.ending == nil && again.summary.committedBefore == [pipe] && again.summary.rated == 0)
    #expect(again.summary.read == again.summary.duplicates)
    #expect(try office.contents(desk.path) == before)
  }

  @Test(arguments: OfficeCase.lasting)
  func `a batch that nothing was rated of comes again once the plan is mended`(office: OfficeCase) throws {
    try desk.load("33,France,0,0.06,60,60,1970-01-01,\n")
    let path = try desk.file("a", KnownUsage.file(0..<2))  // To London, both.
    #expect(try run(office, [path]).summary.rejectedTotal == 2)
    try desk.load(Desk.deck)
    let result = try run(office, [path])
    #expect(result.summary.rated == 2 && result.summary.committedBefore == [])
    #expect(try office.contents(desk.path).rated == KnownUsage.rated(0..<2))
  }

  /// Two halves of a call.
  private static let invite =
    "INVITE|2daec40c|548625ac|dd0c4c617a9919d2@203.0.113.5|200|OK|1772442001|*prepaid|12015550142|442079460018||3401:2069362475\n"
  private static let bye =
    "BYE|2daec40c|548625ac|dd0c4c617a9919d2@203.0.113.5|200|OK|1772442126|||||3401:2069362475\n"

  @Test(arguments: OfficeCase.all)
  func `halves of a call meet across inputs where all are committed together`(office: OfficeCase) throws {
    let paths = try [desk.file("invite", Array(Self.invite.utf8)), desk.file("bye", Array(Self.bye.utf8))]
    let result = try run(office, paths, format: "kamailio-flat")
    #expect(result.ending == nil && result.summary.addsUp && result.summary.files == 2)
    let contents = try office.contents(desk.path)
    #expect(contents.rated.count == (office.isLasting ? 0 : 1))
    #expect(contents.rejects.map(\.reason) == (office.isLasting ? ["unmatched_leg", "unmatched_leg"] : []))
    #expect(try run(office, [desk.file("both", Array((Self.invite + Self.bye).utf8))], format: "kamailio-flat").summary.rated == 1)
  }

  @Test func `duplicates and conflicts that the office finds are counted as such`() throws {
    let office = OfficeCase.memory
    _ = try run(office, [input("a", 0..<100)])
    let longer = try run(office, [input("b", 0..<130)])
    #expect(longer.summary.duplicates == 70 && longer.summary.rated == 21 && longer.summary.addsUp)
    // The new ones are 100 to 129 without 3, 6 and 8 of each ten.
    let seconds = (100..<130).filter { ![3, 6, 8].contains($0 % 10) }.reduce(0) { $0 + 1 + $1 % 50 }
    #expect(longer.summary.billedSeconds == Int64(seconds))
    #expect(longer.summary.charges[.usd] == Int128(21 * 10_000_000 + seconds * 500_000))
    try desk.load("4420,London,0,6,1,1,1970-01-01,\n")
    let dearer = try run(office, [input("c", 0..<131)])
    #expect(dearer.summary.duplicates == 0 && dearer.summary.rated == 1 && dearer.summary.addsUp)
    #expect(dearer.summary.rejected[RejectReason.invalidField.rawValue] == 91)
    #expect(try office.contents(desk.path).rated.count == 92)
  }
}

extension OfficeCase {
  var isLasting: Bool { OfficeCase.lasting.contains { $0.name == name } }
}
