import Foundation
import RatePlans
import Rating
import Telecom

/// Calendars that were listed already, since each takes tenths of a second.
struct OracleCalendars {
  private var known: [String: OracleCalendar] = [:]

  mutating func calendar(zone: String, cycleDay: Int) -> OracleCalendar {
    if let calendar = known["\(zone) \(cycleDay)"] { return calendar }
    let calendar = OracleCalendar(zone: zone, cycleDay: cycleDay)
    known["\(zone) \(cycleDay)"] = calendar
    return calendar
  }
}

/// Where the cycles of an account begin, by Foundation's calendar, listed from 2023 to 2029.
struct OracleCalendar {
  private var beginnings: [AllowanceCycle: [Int64]] = [:]
  private let days: [Int64]

  init(zone: String, cycleDay: Int) {
    var calendar = Calendar(identifier: .gregorian)
    calendar.timeZone = TimeZone(identifier: zone)!
    var (all, months, weeks): ([Int64], [Int64], [Int64]) = ([], [], [])
    // Noon of each day exists in every zone.
    var noon = calendar.date(from: DateComponents(year: 2023, month: 1, day: 1, hour: 12))!
    while calendar.component(.year, from: noon) < 2029 {
      let midnight = Int64((calendar.startOfDay(for: noon).timeIntervalSince1970 * 1000).rounded())
      let shown = calendar.dateComponents([.day, .weekday], from: noon)
      all.append(midnight)
      if shown.day == min(cycleDay, calendar.range(of: .day, in: .month, for: noon)!.count) { months.append(midnight) }
      if shown.weekday == 2 { weeks.append(midnight) }
      noon = calendar.date(byAdding: .day, value: 1, to: noon)!
    }
    days = all
    beginnings = [.month: months, .week: weeks, .day: all]
  }

  /// Index of the cycle that a moment is in.
  func cycle(_ kind: AllowanceCycle, at milliseconds: Int64) -> Int {
    kind == .term ? 0 : beginnings[kind]!.lastIndex { $0 <= milliseconds }!
  }

  func bounds(_ kind: AllowanceCycle, _ index: Int, _ owner: PoolOwner) -> (from: Int64, to: Int64) {
    kind == .term ? (owner.from, owner.to) : (beginnings[kind]![index], beginnings[kind]![index + 1])
  }

  /// What a cycle has of an amount, in whole units.
  func prorated(_ amount: Int64, _ unit: Int64, _ proration: CycleProration, _ kind: AllowanceCycle, _ index: Int, _ owner: PoolOwner) -> Int64 {
    let (from, to) = bounds(kind, index, owner)
    guard kind != .term, owner.from > from || owner.to < to else { return amount }
    var share = Fraction(1)
    switch proration.by {
    case .none: return amount
    case .days:
      // A day counts where the plan holds in its last millisecond.
      let ends = zip(days, days.dropFirst()).filter { $0.0 >= from && $0.1 <= to }.map { $0.1 - 1 }
      share = Fraction(Int128(ends.filter { owner.from <= $0 && $0 < owner.to }.count), over: Int128(ends.count))
    case .seconds:
      let overlap = min(to, owner.to) - max(from, owner.from)
      share = Fraction(Int128(max(0, overlap)), over: Int128(to - from))
    }
    let units = share.times(Fraction(Int128(amount), over: Int128(unit)))!
    guard share != Fraction(1) else { return amount }
    var whole = units.floor
    if !units.isWhole {
      switch proration.rounding {
      case .up: whole += 1
      case .nearest: whole += units.remainderAgainstHalf == .less ? 0 : 1
      case .down: break
      }
    }
    return min(amount, Int64(whole) * unit)
  }
}
