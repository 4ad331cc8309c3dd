internal import Bytes
internal import Telecom

extension ByteWriter {
  func append(_ field: CallField, of call: SimulatedCall, _ context: TemplateContext) {
    switch field {
    case .number: append(decimal: call.index + 1)
    case .account:
      append(literal: "acct")
      append(call.subscriber, digits: 5)
    case .ext: append(decimal: 1_000 + call.subscriber)
    case .calling: append(call.calling)
    case .called: context.dialled.append(call.called, to: self)
    case .calledE164: append(call.called)
    case .callingNational: append(call.calling.national)
    case .calledNational: append(call.called.national)
    case .disposition: append(literal: call.outcome.disposition)
    case .cause: append(decimal: call.outcome.q850)
    case .cause3: append(call.outcome.q850, digits: 3)
    case .causeHex: appendHexadecimal(UInt64(call.outcome.q850), digits: 2)
    case .causeName: append(literal: call.outcome.causeName)
    case .sipCode: append(decimal: call.outcome.sipCode)
    case .sipReason: append(literal: call.outcome.sipReason)
    case .octetsIn: append(decimal: Int(call.octetsIn))
    case .octetsOut: append(decimal: Int(call.octetsOut))
    case .octetsInLow: append(decimal: Int(call.octetsIn & 0xFFFF_FFFF))
    case .octetsInHigh: append(decimal: Int(call.octetsIn >> 32))
    case .octetsOutLow: append(decimal: Int(call.octetsOut & 0xFFFF_FFFF))
    case .octetsOutHigh: append(decimal: Int(call.octetsOut >> 32))
    case .hexA: appendHexadecimal(call.noise, digits: 8)
    case .hexB: appendHexadecimal(call.noise >> 32, digits: 8)
    case .hexC: appendHexadecimal(call.moreNoise, digits: 8)
    case .hexD: appendHexadecimal(call.moreNoise >> 32, digits: 8)
    case .uuid:
      appendHexadecimal(call.noise, digits: 8)
      append(45)
      appendHexadecimal(call.noise >> 32, digits: 4)
      append(literal: "-4")
      appendHexadecimal(call.noise >> 48, digits: 3)
      append(literal: "-a")
      appendHexadecimal(call.moreNoise, digits: 3)
      append(45)
      appendHexadecimal(call.moreNoise >> 12, digits: 12)
    }
  }

  func append(_ number: PhoneNumber) { append(packedDigits: number.packed & ~0xF, count: number.count) }

  /// The last `digits` decimal digits of a number, leading zeros and all.
  func append(_ number: Int, digits: Int) {
    var divisor = 1
    for _ in 1..<digits { divisor *= 10 }
    for _ in 0..<digits {
      append(48 + UInt8(truncatingIfNeeded: number / divisor % 10))
      divisor /= 10
    }
  }

  func appendHexadecimal(_ number: UInt64, digits: Int) {
    for index in 0..<digits {
      let nibble = UInt8(truncatingIfNeeded: number >> UInt64(4 * (digits - 1 - index)) & 0xF)
      append(nibble < 10 ? 48 + nibble : 87 + nibble)
    }
  }

  /// Fills up what was written since `mark` with blanks.
  func pad(from mark: Int, to width: Int) {
    for _ in 0..<max(0, width - (count - mark)) { append(32) }
  }
}

extension PhoneNumber {
  /// Without the country code 1 of North America.
  fileprivate var national: PhoneNumber {
    guard digit(0) == 1, count == 11 else { return self }
    return PhoneNumber(packed: (packed & ~0xF) << 4 | 10)
  }
}

extension SimulatedCall {
  fileprivate var moreNoise: UInt64 { noise &* 0xD134_2543_DE82_EF95 ^ noise >> 29 }
}

extension SimulatedCall.Outcome {
  fileprivate var disposition: StaticString {
    switch self {
    case .answered: "ANSWERED"
    case .noAnswer: "NO ANSWER"
    case .busy: "BUSY"
    case .failed: "FAILED"
    }
  }

  /// ITU-T Q.850.
  fileprivate var q850: Int {
    switch self {
    case .answered: 16
    case .noAnswer: 19
    case .busy: 17
    case .failed: 1
    }
  }

  fileprivate var causeName: StaticString {
    switch self {
    case .answered: "NORMAL_CLEARING"
    case .noAnswer: "NO_ANSWER"
    case .busy: "USER_BUSY"
    case .failed: "UNALLOCATED_NUMBER"
    }
  }

  fileprivate var sipCode: Int {
    switch self {
    case .answered: 200
    case .noAnswer: 487
    case .busy: 486
    case .failed: 404
    }
  }

  fileprivate var sipReason: StaticString {
    switch self {
    case .answered: "OK"
    case .noAnswer: "Request Terminated"
    case .busy: "Busy here"
    case .failed: "Not Found"
    }
  }
}
