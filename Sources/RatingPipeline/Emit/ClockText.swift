internal import Bytes
internal import Telecom

/// Writes instants in RFC 3339. Calls of one file mostly share their day and their offset, whose text is kept.
struct ClockText {
  private var day = Int64.min
  private var dayText: [UInt8] = []
  private var offset: Int32?
  private var offsetText: [UInt8] = []

  mutating func write(_ timestamp: Timestamp, to writer: ByteWriter) {
    let local = timestamp.milliseconds + Int64(timestamp.offset) * 1000
    let seconds = local.flooredDivision(by: 1000)
    let today = seconds.flooredDivision(by: 86_400)
    if today != day {
      day = today
      dayText = Array("\(CivilDate(daysSince1970: Int(today)))T".utf8)
    }
    if timestamp.offset != offset {
      offset = timestamp.offset
      let minutes = Int(timestamp.offset.magnitude / 60)
      offsetText = Array("\(timestamp.offset < 0 ? "-" : "+")\(padded(minutes / 60, 2)):\(padded(minutes % 60, 2))".utf8)
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
