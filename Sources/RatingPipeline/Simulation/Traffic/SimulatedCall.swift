internal import Telecom

/// A call or data session that never was.
struct SimulatedCall {
  enum Outcome {
    case answered, noAnswer, busy, failed
  }

  /// Counted from 0, in order of the starts.
  var index = 0
  /// When the caller had dialled; since 1970 UTC.
  var startMilliseconds: Int64 = 0
  var ringMilliseconds: Int64 = 0
  /// From answer to end; zero when nobody answered.
  var durationMilliseconds: Int64 = 0
  var outcome = Outcome.answered
  /// Which of the subscribers, from 0.
  var subscriber = 0
  var calling = PhoneNumber(packed: 0)
  /// E.164, or a short number.
  var called = PhoneNumber(packed: 0)
  /// Of data sessions only.
  var octetsIn: Int64 = 0
  var octetsOut: Int64 = 0
  /// What ids, channels and tags are made from.
  var noise: UInt64 = 0

  var answerMilliseconds: Int64 { startMilliseconds + ringMilliseconds }
  var endMilliseconds: Int64 { startMilliseconds + ringMilliseconds + durationMilliseconds }
}
