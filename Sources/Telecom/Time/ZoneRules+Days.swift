/// Days by the zone's own clock, counted from 1970-01-01.
extension ZoneRules {
  /// The day that an instant is in.
  /// - Parameter second: since 1970-01-01T00:00:00Z.
  package func day(at second: Int64) -> Int { Int((second + Int64(offset(at: second))).flooredDivision(by: 86_400)) }

  /// The instant at which a day begins, in milliseconds since 1970-01-01T00:00:00Z; see `offset(local:)` for days whose
  /// midnight the clock leaves out or shows twice.
  package func midnight(ofDay day: Int) -> Int64 {
    Timestamp(CivilTime(milliseconds: Int64(day) * CivilTime.millisecondsPerDay), in: self).milliseconds
  }
}
