import Bytes
import RatingPipeline
import Testing

@Suite struct `A run that is asked to end` {
  /// An office that commits each batch has it then; saying "interrupted" would tell that it is not there.
  @Test(arguments: OfficeCase.all) func `after its last batch was committed has come to its end`(_ office: OfficeCase) throws {
    let desk = try Desk()
    let control = RatingRun.Control()
    let rater = try office.rater(desk)
    let base = try office.open(desk.path)
    let run = RatingRun(
      rater: rater, options: RatingRun.Options(threads: 1), backOffice: CancelledOffice(base, control),
      control: control, warn: { _ in })
    try run.rate(try desk.file("a", KnownUsage.file(0..<50)))
    #expect(run.summary.rated > 0)
    if base.commitsEachBatch {
      _ = try run.finish()
      #expect(try office.contents(desk.path).rated == KnownUsage.rated(0..<50))
    } else {
      #expect(throws: RatingRun.Failure.self) { _ = try run.finish() }
    }
  }
}
