internal import Telecom

/// What is known of a call before anything is priced. Plans with the same dialling rules share it.
struct CallFacts: Sendable {
  enum State: UInt8, Sendable {
    case unknown, numbered, placed
  }

  var state = State.unknown
  /// No prefix applies to the calling number.
  var isCallingShort = false
  var jurisdiction = Jurisdiction.unknown
  /// E.164; `.none` where the general way has to decide.
  var called = PhoneNumber.none
  /// E.164; `.none` where there is none.
  var calling = PhoneNumber.none
  /// The LRN of a ported called number; `.none` of others.
  var routing = PhoneNumber.none
}
