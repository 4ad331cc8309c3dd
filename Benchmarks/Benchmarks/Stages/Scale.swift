import Benchmark
import Foundation

/// How much is measured: in a smoke run little, once, to see that everything still works.
enum Scale {
  static let isSmoke = ProcessInfo.processInfo.environment["BENCH_SMOKE"] == "1"
  static let calls = isSmoke ? 2_000 : 200_000
  static let smallDeck = 1_000
  static let largeDeck = isSmoke ? 20_000 : 300_000
  static let numberingRows = isSmoke ? 20_000 : 3_000_000

  static var configuration: Benchmark.Configuration {
    var configuration = Benchmark.Configuration()
    configuration.metrics = [.recordsPerSecond, .wallClock, .cpuTotal, .peakMemoryResident]
    configuration.timeUnits = .milliseconds
    configuration.warmupIterations = isSmoke ? 0 : 1
    configuration.maxIterations = isSmoke ? 1 : 20
    configuration.maxDuration = .seconds(isSmoke ? 1 : 5)
    return configuration
  }

  /// `300k`, `1k`.
  static func name(_ count: Int) -> String { "\(count / 1_000)k" }
}
