internal import Bytes
internal import Telecom

/// Writes instants in RFC 3339. Calls of one file mostly share their day and their offset, whose text is kept.
struct ClockText {
  private var day = Int64.min
  private var dayText: [UInt8] = []
  private var offset: Int32?
  private var offsetText: [UInt8] = []

  /// - Parameters:
  ///   - milliseconds: since 1970 UTC.
  ///   - shown: seconds east of Greenwich.
  mutating func write(_ milliseconds: Int64, offset shown: Int32, to writer: ByteWriter) {
    let local = milliseconds + Int64(shown) * 1000
    let seconds = local.flooredDivision(by: 1000)
    let today = seconds.flooredDivision(by: 86_400)
    if today != day {
      day = today
      dayText = Array("\(CivilDate(daysSince1970: Int(today)))T".utf8)
    }
    if shown != offset {
      offset = shown
      let minutes = Int(shown.magnitude / 60)
      offsetText = Array("\(shown < 0 ? "-" : "+")\(padded(minutes / 60, 2)):\(padded(minutes % 60, 2))".utf8)
    }
    writer.append(dayText, 0..<dayText.count)
    let second = Int(truncatingIfNeeded: seconds &- today &* 86_400)
    writer.append(twoDigits: second / 3600)
    writer.append(58)
    writer.append(twoDigits: second / 60 % 60)
    writer.append(58)
    writer.append(twoDigits: second % 60)
    let fraction = Int(truncatingIfNeeded: local &- seconds &* 1000)
    if fraction != 0 {
      writer.append(46)
      writer.append(twoDigits: fraction / 10)
      writer.append(48 + UInt8(fraction % 10))
    }
    writer.append(offsetText, 0..<offsetText.count)
  }
}
