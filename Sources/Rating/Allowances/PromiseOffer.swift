internal import Telecom

/// A rated usage that may draw on what its plan promises, and what has to be known of it when its turn comes.
struct PromiseOffer: Sendable {
  /// For whom it is rated, should its price have to be derived again.
  var job: RatingJob
  var facts: AllowanceFacts
  /// Its steps: indices into `RatedBatch.runs`.
  var runs: Range<Int32>
  /// What of its plan is for it: indices into `RatedBatch.places`.
  var places: Range<Int32>
}
