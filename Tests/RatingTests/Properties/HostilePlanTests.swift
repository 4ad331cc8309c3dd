import RatePlans
import Rating
import Telecom
import TestSupport
import Testing

@Suite struct `Plans with numbers as large as their types allow` {
  @Test func `never stop the engine, and come to an exact charge or none`() {
    var (rated, tooLarge) = (0, 0)
    for seed in 0..<3_000 as Range<UInt64> {
      var random = Seeded(seed)
      let instant = CallSpecimen.instants.randomElement(using: &random)!
      let specimen = hostile(PlanSpecimen.random(near: instant, using: &random), using: &random)
      let rater = UsageRater(specimen.plan)
      var call = CallSpecimen.random(near: instant, using: &random)
      if specimen.plan.bands.bands.isEmpty, Bool.random(using: &random) {  // With bands: see `OverflowTests`.
        call.milliseconds = [1_000_000_000_000, 1_000_000_000_000_000].randomElement(using: &random)!
      }
      if call.octetsIn != nil { call.octetsIn = .hostile(using: &random) }
      if call.octetsOut != nil { call.octetsOut = .hostile(using: &random) }
      if call.quantityNanos != nil { call.quantityNanos = .hostile(using: &random) }
      let verdict = rater.verdict(call)
      #expect(rater.verdictOfRun(call) == verdict, "seed \(seed)")
      switch verdict {
      case .rated(let usage):
        rated += 1
        #expect(usage.charge >= 0 && usage.billedSeconds >= 0, "seed \(seed)")
        if steps(of: usage, in: specimen) < 10_000, call.kind == .call {
          #expect(OracleRater(specimen).rate(call) == verdict, "seed \(seed): \(call)")
        }
      case .rejected(.amountTooLarge): tooLarge += 1
      default: break
      }
    }
    #expect(rated > 500 && tooLarge > 150, "\(rated) rated, \(tooLarge) too large")
  }

  private func steps(of usage: OracleRater.Rated, in specimen: PlanSpecimen) -> Int64 {
    usage.billedSeconds / (specimen.decks.flatMap(\.rows).map(\.row.nextInterval).min() ?? 1)
  }

  private func hostile(_ specimen: PlanSpecimen, using random: inout Seeded) -> PlanSpecimen {
    let decks = specimen.decks.map { deck in
      var deck = deck
      deck.rows = deck.rows.map { listed in
        var listed = listed
        let large = listed.row
        listed.row.rateNanos = Bool.random(using: &random) ? large.rateNanos : .hostile(using: &random)
        listed.row.unit = Bool.random(using: &random) ? large.unit : .hostile(using: &random) + 1
        listed.row.nextInterval = Bool.random(using: &random) ? 3_600 : .hostile(using: &random) + 1
        listed.row.firstInterval = Bool.random(using: &random) ? large.firstInterval : .hostile(using: &random) + 1
        if Int.random(in: 0..<4, using: &random) == 0 { listed.row.connectFeeNanos = .hostile(using: &random) }
        if Int.random(in: 0..<4, using: &random) == 0 { listed.row.perCallNanos = .hostile(using: &random) }
        if Int.random(in: 0..<4, using: &random) == 0 { listed.row.connectCoversSeconds = .hostile(using: &random) }
        if Int.random(in: 0..<8, using: &random) == 0 { listed.row.fromSeconds = .hostile(using: &random) }
        listed.row.graceSeconds = 0
        return listed
      }
      return deck
    }
    return PlanSpecimen(zone: specimen.zone, bands: specimen.plan.bands.bands, decks: decks) { plan in
      plan.rounding = specimen.plan.rounding
      plan.durationRounding = specimen.plan.durationRounding
      plan.incrementRule = specimen.plan.incrementRule
      plan.bandRule = specimen.plan.bandRule
    }
  }
}

extension Int64 {
  /// Not negative and below `Int64.max`, mostly near a power of two or of ten.
  fileprivate static func hostile(using random: inout Seeded) -> Int64 {
    let edges: [Int64] = [0, 1, 1 << 31, 1 << 32, 1 << 53, 1 << 62, .max - 1, 1_000_000_000, 1_000_000_000_000_000_000]
    return Bool.random(using: &random)
      ? edges.randomElement(using: &random)! : Int64.random(in: 0..<(.max), using: &random) >> Int64.random(in: 0...62, using: &random)
  }
}
