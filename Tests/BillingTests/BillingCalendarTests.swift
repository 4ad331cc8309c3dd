internal import Telecom
internal import TestSupport
import Testing

func day(_ text: String) -> CivilDate { CivilDate(iso: text)! }
func span(_ from: String, _ to: String) -> BillingPeriod { BillingPeriod(from: day(from), to: day(to)) }

@Suite struct `The calendar of cycles` {
  @Test(arguments: [  // frequency, anchor, cycle day, a day → cycle
    ("monthly", "2026-01-01", 1, "2026-11-21", "2026-11-01", "2026-12-01"),
    ("monthly", "2026-01-31", 31, "2026-02-27", "2026-01-31", "2026-02-28"),
    ("monthly", "2026-01-31", 31, "2026-02-28", "2026-02-28", "2026-03-31"),
    ("monthly", "2026-02-28", 31, "2026-04-30", "2026-04-30", "2026-05-31"),
    ("monthly", "2026-01-30", 30, "2028-02-29", "2028-02-29", "2028-03-30"),
    ("quarterly", "2026-02-15", 15, "2026-02-14", "2025-11-15", "2026-02-15"),
    ("half_yearly", "2026-07-31", 31, "2026-01-30", "2025-07-31", "2026-01-31"),
    ("yearly", "2024-02-29", 29, "2027-03-01", "2027-02-28", "2028-02-29"),
    ("weekly", "2026-11-16", 1, "2026-11-22", "2026-11-16", "2026-11-23"),
    ("two_weekly", "2026-11-16", 1, "2026-11-15", "2026-11-02", "2026-11-16"),
    ("every_10_days", "2026-11-16", 1, "2026-11-26", "2026-11-26", "2026-12-06"),
  ])
  func `every day belongs to one cycle`(
    frequency: String, anchor: String, cycleDay: Int, asked: String, from: String, to: String
  ) throws {
    let calendar = BillingCalendar(try #require(BillingFrequency(frequency)), anchor: day(anchor), cycleDay: cycleDay)
    #expect(calendar.cycle(containing: day(asked)) == span(from, to))
  }

  @Test func `cycles follow each other without gap or overlap, on their day or the month's last`() throws {
    var random = Seeded(1)
    for _ in 0..<300 {
      let words = ["weekly", "two_weekly", "monthly", "quarterly", "half_yearly", "yearly", "every_17_days"]
      let calendar = BillingCalendar(
        try #require(BillingFrequency(words.randomElement(using: &random)!)),
        anchor: CivilDate(daysSince1970: .random(in: 0...30_000, using: &random)),
        cycleDay: .random(in: 1...31, using: &random))
      var cycle = calendar.cycle(containing: CivilDate(daysSince1970: .random(in: 0...30_000, using: &random)))
      for _ in 0..<30 {
        #expect(cycle.from < cycle.to)
        for offset in [0, cycle.days / 2, cycle.days - 1] {
          #expect(calendar.cycle(containing: cycle.from.adding(days: offset)) == cycle, "\(calendar)")
        }
        let next = calendar.next(after: cycle)
        #expect(next.from == cycle.to)
        if let months = calendar.frequency.months {
          let isLast = cycle.from.day == CivilDate.days(inMonth: cycle.from.month, year: cycle.from.year)
          #expect(cycle.from.day == calendar.cycleDay || (isLast && cycle.from.day < calendar.cycleDay))
          let distance = (next.from.year - cycle.from.year) * 12 + next.from.month - cycle.from.month
          #expect(distance == months)
        }
        cycle = next
      }
    }
  }

  @Test(arguments: ["daily", "every_0_days", "every_x_days", "Monthly", ""])
  func `a frequency that is none is refused`(word: String) {
    #expect(BillingFrequency(word) == nil)
  }
}
