/// Whether the bands of a plan together hold at every time.
struct BandCoverage {
  let bands: [BandSchedule.Band]

  /// Looks at each minute at which a band may begin or end, on every day of the week; bands of single days or months
  /// are left out, since they can only take from what the others hold.
  var isComplete: Bool {
    let weekly = bands.filter { $0.dates.isEmpty && $0.months == 0 && $0.monthDays == 0 && $0.years.isEmpty }
    let edges = Set(weekly.flatMap { [$0.from, $0.to % 86_400] } + [0])
    return (0..<7).allSatisfy { day in
      edges.allSatisfy { second in weekly.contains { $0.holds(day: day, second: second) } }
    }
  }
}
