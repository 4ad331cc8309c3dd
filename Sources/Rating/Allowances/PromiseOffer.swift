internal import Telecom

/// A rated usage that may draw on what its plan promises, and what has to be known of it when its turn comes.
struct PromiseOffer: Sendable {
  /// Index into `RatedBatch.rated`.
  var row: Int32
  /// For whom it is rated, should its price have to be derived again.
  var job: RatingJob
  var facts: AllowanceFacts
  /// Indices into `RatedBatch.places`.
  var places: Range<Int32>
}
