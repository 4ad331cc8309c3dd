internal import Rating
internal import RatingPipeline
internal import Telecom

/// Charges usage as it was charged when it came: what of former inputs was behind the last settling in its order, then the
/// inputs since in theirs, and boosters when they were given.
final class StreamedAgain {
  private let reading: SortedReading
  private let inputs: SettledInputs
  private var gifts: ArraySlice<AllowanceFile.Gift>
  private let rater: AccountRater
  private var state = AllowanceState()
  private var work = PromiseWork()

  /// - Parameters:
  ///   - reading: gets what was charged.
  ///   - gifts: in the order in which they were given.
  init(_ reading: SortedReading, _ inputs: SettledInputs, _ gifts: [AllowanceFile.Gift], _ rater: AccountRater) {
    (self.reading, self.inputs, self.gifts, self.rater) = (reading, inputs, gifts[...], rater)
  }

  /// - Returns: the state that usage came to.
  func replay(from opening: AllowanceState) throws(RatingRun.Failure) -> AllowanceState {
    state = opening
    try reading.chargeFormer(&state)
    grant(before: inputs.oldCount)
    try reading.readNew(
      { input, batch, rated, _ throws(BackOfficeError) in self.charge(input, batch, &rated) },
      ended: { input throws(RatingRun.Failure) in grant(before: input + 1) })
    return state
  }

  /// Gives boosters that were given before an input, or, behind the last, all that are left.
  private func grant(before input: Int) {
    let end = input < inputs.batches.count ? inputs.batches[input].id : .max
    while let gift = gifts.first, gift.batch < end {
      state.grant(gift.booster, to: gift.pool)
      gifts.removeFirst()
    }
  }

  private func charge(_ input: Int, _ batch: UsageBatch, _ rated: inout RatedBatch) {
    let records = rated.rated.indices.filter { rated.isOffered($0) }.map { rated.rated[$0].record }
    rater.keepPromises(of: batch, &rated, &state, &work) { _ throws(Never) in false }
    var row = 0
    for record in records {
      while row < rated.rated.count, !rated.isOffered(row) { row += 1 }
      if row < rated.rated.count, rated.rated[row].record == record {
        reading.append(rated.rated[row].chargeNanos, to: input)
        row += 1
      } else {
        reading.append(SortedReading.setAside, to: input)
      }
    }
  }
}
