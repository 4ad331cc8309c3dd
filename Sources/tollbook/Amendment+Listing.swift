import BillingStore
import RatePlans
import Telecom

extension Amendment {
  func listing(zone: ZoneRules, all: Bool) -> Listing {
    var listing = Listing([
      "place", "prefix", "destination", "jurisdiction", "change", "from", "old_rate", "new_rate", "old_increments", "new_increments", "note",
    ])
    func rate(_ rate: AmendmentEntry.Rate?) -> Listing.Cell {
      guard let rate else { return .none }
      return rate.unit == 60 ? .decimal(Decimal9.text(rate.nanos)) : .text("\(Decimal9.text(rate.nanos)) per \(rate.unit) s")
    }
    func increments(_ rate: AmendmentEntry.Rate?) -> Listing.Cell {
      Listing.Cell(rate.map { "\($0.firstInterval)/\($0.nextInterval)" })
    }
    listing.rows = entries.filter { all || $0.kind != .unchanged }.map { entry in
      let offset = zone.offset(at: entry.from.flooredDivision(by: 1000))
      let civil = Timestamp(milliseconds: entry.from, offset: offset).civil
      let time = civil.secondOfDay == 0 ? "\(civil.date)" : "\(Timestamp(milliseconds: entry.from, offset: offset))"
      return [
        Listing.Cell(entry.place.map(\.description)), .text(entry.prefix.description), .text(entry.destination), Listing.Cell(entry.jurisdiction), .text(entry.kind.rawValue),
        .text(time), rate(entry.oldRate), rate(entry.newRate), increments(entry.oldRate), increments(entry.newRate),
        entry.note.isEmpty ? .none : .text(entry.note),
      ]
    }
    return listing
  }

  /// What the notice's codes and the deck's came to; both lines add up.
  var totals: String {
    let left = entries.count { $0.place == nil }
    let named = AmendmentEntry.Kind.allCases.map { kind in (kind.rawValue, entries.count { $0.kind == kind && $0.place != nil }) }
    let parts = (named + [("repeated", repeatedCount)]).filter { $0.1 > 0 }.map { "\($0.1) \($0.0)" }
    return """
      in the notice   \(noticeCount) = \(parts.isEmpty ? "0" : parts.joined(separator: " + "))
      not in it       \(left + untouchedCount) = \(left) closed + \(untouchedCount) as they are
      """
  }
}
