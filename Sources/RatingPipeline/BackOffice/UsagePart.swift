package import Telecom

/// What a chunk came to, in the form its back office takes. Kept for the next chunk.
package protocol UsagePart: AnyObject {
  /// Replaces what the part held. Called on the worker that rated the chunk, while others do the same with theirs.
  /// - Parameters:
  ///   - rated: in input order.
  ///   - rejects: in input order, those of decoding and those of rating.
  ///   - batch: what both point into.
  func encode(_ rated: RatedRows, _ rejects: [Reject], of batch: UsageBatch, at place: BatchPlace)
}
