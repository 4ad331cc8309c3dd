internal import RatePlans
internal import Telecom

extension Book {
  /// Services that are over within so many days, by their own expiry or by an order to cancel, the soonest first.
  /// - Parameters:
  ///   - from: the day to look from, as `2026-11-21`; the day of `now` in each account's zone where `nil`.
  ///   - now: milliseconds since 1970.
  package func expiringServices(from: String?, within days: Int, now: Int64) throws -> Listing {
    var first: Int?
    if let from {
      guard let day = CivilDate(iso: from) else {
        throw ProblemReport([Problem(at: InputLocation("--from"), "'\(from)' is no day", remedy: "write it as 2026-11-21")])
      }
      first = day.daysSince1970
    }
    var found: [(day: Int, cells: [Listing.Cell])] = []
    try database.read { connection throws(BookError) in
      try connection.each(
        """
        SELECT s.name, s.type, a.name, a.time_zone, s.expires,
          (SELECT min(o.effective) FROM service_status o WHERE o.service = s.id AND o.status = 'cancelled')
        FROM service s JOIN account a ON a.id = s.account
        WHERE s.expires IS NOT NULL
          OR EXISTS (SELECT 1 FROM service_status o WHERE o.service = s.id AND o.status = 'cancelled')
        ORDER BY s.name
        """
      ) { statement throws(BookError) in
        let row = statement.row
        let zone = ZoneTable.shared.zone(row.text(3)) ?? .utc
        let localDay = { (moment: Int64) in
          Timestamp(milliseconds: moment, offset: zone.offset(at: moment.flooredDivision(by: 1000))).civil.date.daysSince1970
        }
        let start = first ?? localDay(now)
        let ends = [(row.optionalInt(4), "expires"), (row.optionalInteger(5).map(localDay), "cancelled")]
        guard let end = ends.compactMap({ end in end.0.map { (day: $0, why: end.1) } }).min(by: { $0.day < $1.day }),
          start...(start + days) ~= end.day
        else { return }
        found.append((
          end.day,
          [
            .text(CivilDate(daysSince1970: end.day).description), .integer(Int64(end.day - start)), .text(end.why),
            .text(row.text(0)), .text(row.text(1)), .text(row.text(2)),
          ]))
      }
    }
    let rows = found.enumerated().sorted { ($0.element.day, $0.offset) < ($1.element.day, $1.offset) }.map(\.element.cells)
    return Listing(["ends", "days_left", "why", "service", "type", "account"], rows: rows)
  }
}
