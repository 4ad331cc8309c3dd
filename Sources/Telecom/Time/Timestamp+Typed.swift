extension Timestamp {
  /// A time as people type it: RFC 3339, or the zone's local time to the second, the minute or the day.
  package init?(typed text: String, zone: ZoneRules) {
    let forms = [text, text + ":00", text + " 00:00:00"]
    guard let time = forms.lazy.compactMap({ Timestamp(rfc3339: $0, zone: zone) }).first else { return nil }
    self = time
  }
}
