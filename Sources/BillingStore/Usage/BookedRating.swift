internal import RatePlans
internal import Rating
internal import Telecom

/// How a row of usage was rated, as far as neither its columns nor its price tell: what rating it again needs.
///
/// Kept as a remark of rows whose plans promise something, with what is not as usual: `{"kind":"message",
/// "direction":"in","legs":"origination","short":"called calling"}`.
struct BookedRating: Hashable, Sendable {
  var kind = UsageKind.call
  var direction = UsageDirection.out
  var legs = RatingRule.Legs.sum
  /// The numbers were dialled short: they are not in E.164.
  var isCalledShort = false
  var isCallingShort = false

  init() {}

  /// - Returns: `nil` where the remark says what none says.
  init?(_ row: SQLRow, from column: Int) {
    if let name = row.optionalText(column) {
      guard let kind = UsageKind.allCases.first(where: { "\($0)" == name }) else { return nil }
      self.kind = kind
    }
    if let name = row.optionalText(column + 1) {
      guard let direction = UsageDirection(rawValue: name) else { return nil }
      self.direction = direction
    }
    if let names = row.optionalText(column + 2) {
      legs = []
      for name in names.split(separator: " ") {
        guard let leg = Leg(rawValue: String(name)) else { return nil }
        legs.formUnion(RatingRule.Legs(leg))
      }
    }
    let short = row.text(column + 3)
    (isCalledShort, isCallingShort) = (short.contains("called"), short.contains("calling"))
  }

  /// SQL: what ``init(_:from:)`` reads.
  static func columns(of extras: String) -> String {
    ["kind", "direction", "legs", "short"].map { "\(extras) ->> '$.rated_as.\($0)'" }.joined(separator: ", ")
  }

  var text: String {
    var members: [String] = []
    func add(_ name: String, _ value: String) { members.append("\"\(name)\":\"\(value)\"") }
    if kind != .call { add("kind", "\(kind)") }
    if direction != .out { add("direction", direction.rawValue) }
    if legs != .sum {
      add("legs", Leg.allCases.filter { legs.contains(RatingRule.Legs($0)) }.map(\.rawValue).joined(separator: " "))
    }
    let short = (isCalledShort ? ["called"] : []) + (isCallingShort ? ["calling"] : [])
    if !short.isEmpty { add("short", short.joined(separator: " ")) }
    return "{\(members.joined(separator: ","))}"
  }
}
