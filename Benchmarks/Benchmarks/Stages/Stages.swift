import Benchmark

/// A suite for each stage a record passes, and one from end to end. Each run checks what came out of it.
let benchmarks: @Sendable () -> Void = {
  Benchmark.defaultConfiguration = Scale.configuration
  registerTokenising()
  registerDecoding()
  registerLookUp()
  registerNumbering()
  registerCharging()
  registerEndToEnd()
}

extension BenchmarkMetric {
  static let recordsPerSecond = BenchmarkMetric.custom("records/s", polarity: .prefersLarger, useScalingFactor: false)
}

extension Benchmark {
  /// Measures `body`, which takes care of so many records.
  func measure<R>(records: Int, _ body: () -> R) -> R {
    let clock = ContinuousClock()
    startMeasurement()
    let start = clock.now
    let result = body()
    let elapsed = start.duration(to: clock.now)
    stopMeasurement()
    let nanoseconds = elapsed.components.seconds * 1_000_000_000 + elapsed.components.attoseconds / 1_000_000_000
    measurement(.recordsPerSecond, Int(Int64(records) * 1_000_000_000 / max(1, nanoseconds)))
    return result
  }
}

/// Stops the run when a result is not what it must be.
func require<Value: Equatable>(_ what: String, _ value: Value, equals expected: Value) {
  if value != expected { fatalError("\(what) is \(value), and should be \(expected)") }
}
