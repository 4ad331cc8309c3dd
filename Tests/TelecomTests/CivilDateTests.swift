import Telecom
import TestSupport
import Testing

@Suite struct `Calendar days` {
  @Test func `go to a count of days and back`() {
    var expected = CivilDate(year: 1899, month: 12, day: 31)!
    for days in CivilDate(year: 1900, month: 1, day: 1)!.daysSince1970...CivilDate(year: 2201, month: 1, day: 1)!.daysSince1970 {
      let date = CivilDate(daysSince1970: days)
      let follows = date.day == expected.day + 1 && date.month == expected.month && date.year == expected.year
        || date.day == 1 && date.month == expected.month + 1 && date.year == expected.year
        || date.day == 1 && date.month == 1 && expected.month == 12 && date.year == expected.year + 1
      #expect(follows && date.daysSince1970 == days && expected < date, "\(date)")
      #expect(CivilDate(year: date.year, month: date.month, day: date.day) == date)
      expected = date
    }
  }

  @Test(arguments: [  // date, days since 1970, weekday from Monday as 0
    ("1970-01-01", 1970, 1, 1, 0, 3), ("2000-02-29", 2000, 2, 29, 11_016, 1), ("2026-11-21", 2026, 11, 21, 20_778, 5),
    ("2038-01-19", 2038, 1, 19, 24_855, 1), ("2100-03-01", 2100, 3, 1, 47_541, 0), ("1969-12-31", 1969, 12, 31, -1, 2),
    ("0001-01-01", 1, 1, 1, -719_162, 0), ("9999-12-31", 9999, 12, 31, 2_932_896, 4),
  ])
  func `have their number and weekday`(text: String, year: Int, month: Int, day: Int, number: Int, weekday: Int) throws {
    let date = try #require(CivilDate(year: year, month: month, day: day))
    #expect(date.daysSince1970 == number && date.weekday == weekday && date.description == text)
  }

  @Test(arguments: [
    (2026, 2, 29), (2100, 2, 29), (2026, 4, 31), (2026, 13, 1), (2026, 0, 1), (2026, 1, 0), (2026, 1, 32), (1900, 2, 29),
  ])
  func `that the calendar does not have are refused`(year: Int, month: Int, day: Int) {
    #expect(CivilDate(year: year, month: month, day: day) == nil)
  }
}
