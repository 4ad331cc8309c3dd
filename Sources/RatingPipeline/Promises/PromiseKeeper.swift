package import Rating
package import Telecom

/// Takes usage that may draw on what plans promise, batch by batch in the order of the input.
package protocol PromiseKeeper: AnyObject, Sendable {
  /// - Parameter rated: as the plans alone make it.
  func apply(_ batch: UsageBatch, _ rated: inout RatedBatch, at place: BatchPlace) throws(BackOfficeError)

  /// The input is committed.
  func keep()

  /// Nothing of the input stands.
  func takeBack()
}
