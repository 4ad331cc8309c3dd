/// What a template can say of a call, by the name it stands under between braces.
enum CallField: String, CaseIterable {
  /// Counted from 1.
  case number
  /// `acct00042`.
  case account
  /// The number of the subscriber's desk telephone.
  case ext
  /// E.164 without `+`.
  case calling
  /// As a customer of the plan dials it.
  case called
  /// E.164 without `+`.
  case calledE164 = "called-e164"
  /// Without the country code 1 of North America.
  case callingNational = "calling-national"
  case calledNational = "called-national"

  /// `ANSWERED`, `NO ANSWER`, `BUSY`, `FAILED`.
  case disposition
  /// Q.850 in decimal, in three digits, in hexadecimal, and in words.
  case cause
  case cause3
  case causeHex = "cause-hex"
  case causeName = "cause-name"
  case sipCode = "sip-code"
  case sipReason = "sip-reason"

  case octetsIn = "octets-in"
  case octetsOut = "octets-out"
  /// The low 32 bits, and what is above them.
  case octetsInLow = "octets-in-low"
  case octetsInHigh = "octets-in-high"
  case octetsOutLow = "octets-out-low"
  case octetsOutHigh = "octets-out-high"

  /// Eight hexadecimal digits, four times others.
  case hexA = "hex-a"
  case hexB = "hex-b"
  case hexC = "hex-c"
  case hexD = "hex-d"
  case uuid
}
