internal import Bytes

extension ByteWriter {
  /// - Parameter moment: milliseconds since 1970.
  func append(_ moment: Int64, _ form: MomentForm, _ context: inout TemplateContext) {
    switch form {
    case .local: appendDateTime(context.local.read(moment))
    case .utc: appendDateTime(context.utc.read(moment))
    case .epoch: append(decimal: Int(moment / 1_000))
    case .epochMilliseconds:
      append(decimal: Int(moment / 1_000))
      append(46)
      append(Int(moment % 1_000), digits: 3)
    case .epochMicroseconds: append(decimal: Int(moment * 1_000))
    case .rfc3339: appendRFC3339(context.local.read(moment))
    case .compactUTC:
      let time = context.utc.read(moment)
      append(time.year, digits: 4)
      for number in [time.month, time.day, time.hour, time.minute, time.second] { append(twoDigits: number) }
      append(46)
      append(time.millisecond, digits: 3)
    case .flaggedOffset:
      let time = context.local.read(moment)
      append(time.isSummerTime ? 49 : 48)
      appendOffset(time.offset, separator: nil)
      append(literal: "00")
    case .offset:
      append(literal: "GMT")
      appendOffset(context.local.read(moment).offset, separator: 58)
    case .americanDate:
      let time = context.local.read(moment)
      append(twoDigits: time.month)
      append(47)
      append(twoDigits: time.day)
      append(47)
      append(time.year, digits: 4)
    case .timeTenths:
      let time = context.local.read(moment)
      appendTime(time)
      append(46)
      append(decimal: time.millisecond / 100)
    case .shortDate:
      let time = context.local.read(moment)
      append(twoDigits: time.year % 100)
      append(twoDigits: time.month)
      append(twoDigits: time.day)
    case .shortTime:
      let time = context.local.read(moment)
      append(twoDigits: time.hour)
      append(twoDigits: time.minute)
      append(twoDigits: time.second)
    case .ctime:
      let time = context.local.read(moment)
      append(literal: Self.weekdays[time.weekday])
      append(32)
      append(literal: Self.months[time.month - 1])
      append(32)
      if time.day < 10 { append(32) }
      append(decimal: time.day)
      append(32)
      appendTime(time)
      append(32)
      append(time.year, digits: 4)
    case .monthFirst:
      let time = context.utc.read(moment)
      append(literal: Self.months[time.month - 1])
      append(32)
      append(twoDigits: time.day)
      append(32)
      append(time.year, digits: 4)
      append(32)
      appendTime(time)
      append(literal: " UTC")
    case .h323:
      let time = context.utc.read(moment)
      appendTime(time)
      append(46)
      append(time.millisecond, digits: 3)
      append(literal: " UTC ")
      append(literal: Self.weekdays[time.weekday])
      append(32)
      append(literal: Self.months[time.month - 1])
      append(32)
      append(decimal: time.day)
      append(32)
      append(time.year, digits: 4)
    case .ticks: append(decimal: Int(moment / 10 & 0xFFFF_FFFF))
    }
  }

  /// - Parameter length: in milliseconds.
  func append(_ length: Int64, _ form: LengthForm) {
    switch form {
    case .seconds: append(decimal: Int(length / 1_000))
    case .thousandths: append(length, decimals: 3)
    case .millionths:
      append(length, decimals: 3)
      append(literal: "000")
    case .decimal: append(nanos: length * 1_000_000)
    case .milliseconds: append(decimal: Int(length))
    case .microseconds: append(decimal: Int(length * 1_000))
    case .ticks: append(decimal: Int(length / 10))
    case .tenths7: append(Int(length / 100), digits: 7)
    }
  }

  private func append(_ length: Int64, decimals: Int) {
    append(decimal: Int(length / 1_000))
    append(46)
    append(Int(length % 1_000), digits: decimals)
  }

  private func appendDateTime(_ time: LocalClock.Reading) {
    appendDate(time)
    append(32)
    appendTime(time)
  }

  private func appendRFC3339(_ time: LocalClock.Reading) {
    appendDate(time)
    append(84)
    appendTime(time)
    if time.millisecond > 0 {
      append(46)
      append(time.millisecond, digits: 3)
    }
    appendOffset(time.offset, separator: 58)
  }

  private func appendDate(_ time: LocalClock.Reading) {
    append(twoDigits: time.year / 100)
    append(twoDigits: time.year % 100)
    append(45)
    append(twoDigits: time.month)
    append(45)
    append(twoDigits: time.day)
  }

  private func appendTime(_ time: LocalClock.Reading) {
    append(twoDigits: time.hour)
    append(58)
    append(twoDigits: time.minute)
    append(58)
    append(twoDigits: time.second)
  }

  /// `-05:00`, or `-0500` without a separator.
  private func appendOffset(_ seconds: Int, separator: UInt8?) {
    append(seconds < 0 ? 45 : 43)
    let minutes = abs(seconds) / 60
    append(twoDigits: minutes / 60)
    if let separator { append(separator) }
    append(twoDigits: minutes % 60)
  }

  private static let weekdays: [StaticString] = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"]
  private static let months: [StaticString] = [
    "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
  ]
}
