import Billing
import Telecom
import TestSupport
import Testing

@testable import BillingStore

/// Recurring charges of services that are suspended and active again, from orders to invoices.
@Suite struct `Charges of suspended services` {
  private let place: BookPlace
  private let book: Book
  private static let start = CivilDate(iso: "2026-01-05")!

  /// A service whose type pauses charges, and one whose type says nothing; a week costs 7.00, so a day 1.00.
  init() throws {
    place = try BookPlace()
    book = try place.make(["currency": "USD", "time_zone": "America/New_York"])
    try place.addType("name: pausing\ncharge_while_suspended: false\n", to: book)
    try place.addType("name: steady\n", to: book)
    try place.take(.accounts, "name,opened\nA,2026-01-01\n", into: book)
    try place.take(.products, "code,kind\nWEEK,recurring\nMONTH,recurring\n", into: book)
    try place.take(.prices, "product,currency,price\nWEEK,USD,7\nMONTH,USD,31\n", into: book)
    try place.take(.services, "name,type,account\npausing,pausing,A\nsteady,steady,A\n", into: book)
    try order("pausing", Self.start, "active")
    try order("steady", Self.start, "active")
  }

  private func order(_ service: String, _ day: CivilDate, _ state: String, _ time: String = "00:00:00") throws {
    _ = try book.write(
      .orders, adding: true, [("service", service), ("effective", "\(day) \(time)"), ("status", state)], actor: "ada",
      recordedAt: BookPlace.noon)
  }

  private func charge(_ name: String, _ service: String, _ values: String...) throws {
    try place.take(
      .charges, "name,account,service,product,frequency,timing,proration,start_day,anchor\n\(name),A,\(service),\(values.joined(separator: ",")),\(Self.start),\(Self.start)\n",
      into: book)
  }

  private func bill(_ day: CivilDate) throws {
    _ = try BillRun(book, .init(asOf: day, accounts: nil, isDry: false, threads: 1, recordedAt: 5)).run()
  }

  /// Of a charge, for each day: how often it was charged less how often it was given back.
  private func standing(_ charge: String) throws -> [CivilDate: Int] {
    var days: [CivilDate: Int] = [:]
    let rows = try place.rows(
      "SELECT p.day_from, p.day_to, p.credits IS NULL FROM charge_period p JOIN charge c ON c.id = p.charge WHERE c.name = '\(charge)'", of: book)
    for row in rows.map({ $0.split(separator: "|").map { Int($0)! } }) {
      for day in row[0]..<row[1] { days[CivilDate(daysSince1970: day), default: 0] += row[2] == 1 ? 1 : -1 }
    }
    return days.filter { $0.value != 0 }
  }

  private func charged(_ charge: String) throws -> Int {
    Int(try place.rows("SELECT coalesce(sum(p.amount), 0) FROM charge_period p JOIN charge c ON c.id = p.charge WHERE c.name = '\(charge)'", of: book)[0])!
  }

  /// Orders of days past and to come, entered between the bill runs; each day has the state of the last order by its end.
  @Test(arguments: 1...12 as ClosedRange<UInt64>)
  func `stop and resume by the day, whenever the order came`(seed: UInt64) throws {
    var random = Seeded(seed)
    try charge("p-advance", "pausing", "WEEK", "weekly", "advance", "days_actual")
    try charge("p-arrears", "pausing", "WEEK", "weekly", "arrears", "days_actual")
    try charge("s-advance", "steady", "WEEK", "weekly", "advance", "days_actual")
    var orders: [String: [(moment: Int, state: String)]] = ["pausing": [], "steady": []]
    func isActive(_ service: String, _ day: CivilDate) -> Bool {
      guard day >= Self.start else { return false }
      let last = orders[service]!.filter { $0.moment < (day.daysSince1970 + 1) * 24 }.max { $0.moment < $1.moment }
      return last?.state ?? "active" == "active"
    }
    var today = CivilDate(iso: "2026-02-01")!
    for _ in 0..<7 {
      for service in ["pausing", "steady"] {
        // Behind the latest order, so that the states alternate; often before today.
        var moment = (orders[service]!.map(\.moment).max() ?? Self.start.daysSince1970 * 24)
        for _ in 0..<Int.random(in: 0...3, using: &random) {
          moment += .random(in: 1...400, using: &random)
          guard moment < (today.daysSince1970 + 20) * 24 else { break }
          let state = orders[service]!.last?.state == "suspended" ? "active" : "suspended"
          orders[service]!.append((moment, state))
          try order(service, CivilDate(daysSince1970: moment / 24), state, (moment % 24 < 10 ? "0" : "") + "\(moment % 24):00:00")
        }
      }
      try bill(today)
      for (charge, service, last) in [("p-advance", "pausing", today), ("p-arrears", "pausing", today.adding(days: -7))] {
        let standing = try standing(charge)
        for day in stride(from: Self.start.daysSince1970, to: last.daysSince1970, by: 1) {
          let day = CivilDate(daysSince1970: day)
          #expect(standing[day] ?? 0 == (isActive(service, day) ? 1 : 0), "\(charge) on \(day), billed to \(today)")
        }
      }
      today = CivilDate(year: today.year, month: today.month + 1, day: 1)!
    }
    let end = today.adding(days: 3)
    _ = try book.close("A", on: end, isFinal: true, actor: "ada", recordedAt: 9)
    let all = (Self.start.daysSince1970..<end.daysSince1970).map { CivilDate(daysSince1970: $0) }
    let active = all.count { isActive("pausing", $0) }
    #expect(try charged("p-advance") == active * 100 && charged("p-arrears") == active * 100)
    #expect(try charged("s-advance") == all.count * 100)
    #expect(try book.verify().outcomes.flatMap(\.findings) == [])
  }

  @Test(arguments: [  // proration, charged for March at 31.00 a month, suspended from the 11th to the 20th
    ("days_actual", 2100),  // 21 of 31 days
    ("30_360", 2067),       // 20 of 30: 10 days to the 11th, 10 from the 21st on of months of thirty days
    ("none", 3100),
  ])
  func `are prorated as the charge says`(proration: String, cents: Int) throws {
    try place.take(
      .charges, "name,account,service,product,proration,start_day\nm,A,pausing,MONTH,\(proration),2026-03-01\n", into: book)
    try bill(CivilDate(iso: "2026-03-01")!)
    try order("pausing", CivilDate(iso: "2026-03-11")!, "suspended")
    try order("pausing", CivilDate(iso: "2026-03-21")!, "active")
    try bill(CivilDate(iso: "2026-04-01")!)
    let ofMarch = "SELECT sum(p.amount) FROM charge_period p WHERE p.cycle_from = \(CivilDate(iso: "2026-03-01")!.daysSince1970)"
    #expect(try place.rows(ofMarch, of: book) == ["\(cents)"])
  }
}
