internal import RatePlans
internal import Telecom

/// Calls or data sessions as a plan's customers might make them; the same for the same arguments.
struct Traffic {
  private var random: SplitMix64
  private var starts: CallStarts
  /// `nil` for data sessions.
  private let destinations: Destinations?
  private let subscribers: Int
  private let firstCalling: Int
  private let resolution: SimulatedFormat.Resolution
  private var index = 0
  private let count: Int

  init(
    _ settings: SimulationSettings, plan: RatePlan, format: SimulatedFormat, isData: Bool
  ) throws(SimulationError) {
    random = SplitMix64(seed: settings.seed)
    count = settings.calls
    resolution = format.resolution
    subscribers = max(1, min(1_000_000, settings.calls / 150))
    firstCalling = Self.firstCalling(plan.dialling)
    let zone = settings.zone ?? plan.zone
    starts = CallStarts(calls: max(1, count), from: settings.firstDay, days: settings.days, zone: zone)
    // By zones any number of theirs can be called.
    guard !isData, let tariff = plan.tariff(.seconds) ?? plan.zones?.table else {
      destinations = nil
      return
    }
    let first = Int64(settings.firstDay.daysSince1970) * CivilTime.millisecondsPerDay
    let period = first..<first + Int64(settings.days) * CivilTime.millisecondsPerDay
    destinations = Destinations(tariff, in: period, callingCode: format.callingCode, &random)
    guard destinations != nil else { throw .nothingToCall(plan: plan.name, callingCode: format.callingCode) }
  }

  /// The number of the first subscriber: in Jersey City, or the like of it in another country.
  private static func firstCalling(_ rules: DiallingRules) -> Int {
    rules.countryCode.isEmpty || rules.countryCode == "1" ? 12_015_550_000 : Int(rules.countryCode + "305550000") ?? 0
  }

  mutating func next() -> SimulatedCall? {
    guard index < count else { return nil }
    var call = SimulatedCall()
    call.index = index
    call.startMilliseconds = starts.start(of: index, &random).rounded(to: resolution.start)
    call.noise = random.next()
    call.subscriber = random.below(subscribers)
    call.calling = Self.number(firstCalling + call.subscriber)
    if let destinations {
      call.called = destinations.number(&random)
      call.outcome = CallLengths.outcome(&random)
      call.ringMilliseconds = CallLengths.ring(call.outcome, &random).rounded(to: resolution.length)
      if call.outcome == .answered {
        call.durationMilliseconds = max(resolution.length, CallLengths.talk(&random).rounded(to: resolution.length))
      }
    } else {
      // A session lasts about as many minutes as a call lasts seconds, at up to two megabits a second.
      call.durationMilliseconds = (CallLengths.talk(&random) * 60).rounded(to: 1_000)
      call.octetsOut = call.durationMilliseconds * Int64(random.below(250)) + Int64(random.below(100_000))
      call.octetsIn = call.octetsOut / Int64(4 + random.below(20))
    }
    index += 1
    return call
  }

  private static func number(_ value: Int) -> PhoneNumber {
    var packed: UInt64 = 0
    var rest = UInt64(value)
    var digits: UInt64 = 0
    while rest > 0 {
      packed = packed >> 4 | (rest % 10) << 60
      rest /= 10
      digits += 1
    }
    return PhoneNumber(packed: packed | digits)
  }
}

extension Int64 {
  /// Down to a multiple of `step`.
  fileprivate func rounded(to step: Int64) -> Int64 { self - self % step }
}
