package import Telecom

/// What a call costs: tariffs by what they measure, and the rules that turn their rows into a charge.
package struct RatePlan: Sendable {
  package var name: String
  package var currency = Currency.usd
  /// The clock of bands and of dates without an offset.
  package var zone = ZoneRules.utc
  package var dialling = DiallingRules()
  package var rounding = Rounding()
  package var durationRounding = DurationRounding.up
  package var incrementRule = IncrementRule.afterFirst
  package var bandRule = BandRule.eachStep
  package var bands = BandSchedule(bands: [], zone: .utc)
  /// Calls no longer than this cost nothing, whatever their row says.
  package var graceSeconds: Int64 = 0
  /// Which rows price calls whose jurisdiction is indeterminate.
  package var indeterminate = IndeterminateRule.own
  /// Which number of a ported called number is looked for in decks.
  package var ratedNumber = RatedNumber.called
  /// Where numbers are for its matrix.
  package var zones: ZoneMap?
  /// At most one for each leg, measure and unit of a quantity, in the order of their cases and of the decks.
  package var tariffs: [Tariff] = []

  /// In the order they are added.
  package var specialCharges: [SpecialCharge] = []
  /// What is said of usage taken together.
  package var promises = PlanPromises()

  package init(name: String) { self.name = name }

  package func tariff(_ measure: Measure, of leg: Leg = .termination) -> Tariff? {
    tariffs.first { $0.measure == measure && $0.leg == leg }
  }
}

/// Which rows price a call when nobody can tell where one of its ends is.
package enum IndeterminateRule: String, Sendable, CaseIterable {
  /// Those that are for such calls; where a plan has none, as `higher`.
  case own
  /// Those of interstate or of intrastate calls for all legs, whichever come to more together; interstate when they come to
  /// the same.
  case higher
  case interstate
  case intrastate
}

/// Which number decks are asked for.
package enum RatedNumber: String, Sendable, CaseIterable {
  /// The called one.
  case called
  /// The location routing number of a called number that was ported.
  case lrn
}

/// What the rows of a deck price.
package enum Measure: String, Sendable, CaseIterable {
  case seconds
  /// Octets in both directions.
  case octets
  case octetsIn = "octets_in"
  case octetsOut = "octets_out"
  /// The metered quantity of the record.
  case quantity
}

/// How milliseconds become the whole seconds that increments count.
package enum DurationRounding: String, Sendable, CaseIterable {
  case up, nearest, down

  /// - Parameter milliseconds: not negative.
  package func seconds(_ milliseconds: Int64) -> Int64 {
    switch self {
    case .up: milliseconds / 1000 + (milliseconds % 1000 == 0 ? 0 : 1)
    case .nearest: milliseconds / 1000 + (milliseconds % 1000 >= 500 ? 1 : 0)
    case .down: milliseconds / 1000
    }
  }
}

/// How a duration longer than the first interval is rounded up to whole steps.
package enum IncrementRule: String, Sendable, CaseIterable {
  /// What exceeds the first interval, to whole next intervals: 61 s at 60/60 is 120 s, at 30/60 it is 90 s.
  case afterFirst = "after_first"
  /// The whole duration to a multiple of the next interval, as A2Billing does: 61 s at 30/60 is 120 s.
  case wholeDuration = "whole_duration"
}

/// Which band prices a step.
package enum BandRule: String, Sendable, CaseIterable {
  /// The band in which the step begins.
  case eachStep = "each_step"
  /// The band in which the call begins.
  case callStart = "call_start"
}
