import Bytes
import CDRDecoding
import Foundation
import RatePlans
import Rating
import RatingPipeline
import Telecom

/// Plans and traffic to measure with, made once, from seeds alone.
enum Fixtures {
  /// Prefixes of two to nine digits, many of them below others.
  static func prefixes(_ count: Int) -> [PhoneNumber] {
    var state: UInt64 = 42
    var found: Set<PhoneNumber> = []
    while found.count < count {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      let digits = 2 + Int(state >> 60) % 8
      let number = String((state >> 20) % 900_000_000 + 100_000_000).prefix(digits)
      if let prefix = PhoneNumber(number) { found.insert(prefix) }
    }
    return found.sorted()
  }

  /// Prices that follow from the prefixes, under a US customer's increments.
  static func plan(_ count: Int) -> RatePlan {
    let rows = prefixes(count).map { prefix in
      var row = RateRow()
      row.rateNanos = Int64(prefix.packed >> 30 % 40_000) * 1_000
      row.connectFeeNanos = Int64(prefix.packed >> 50 % 3) * 1_000_000
      row.firstInterval = 60
      row.nextInterval = 6
      return (prefix: DeckPrefix(prefix), row: row)
    }
    var plan = RatePlan(name: "benchmark")
    plan.tariffs = [Tariff(measure: .seconds, rows: rows, text: [], jurisdictions: [], files: ["benchmark.csv"])]
    return plan
  }

  static let folder: String = {
    let path = NSTemporaryDirectory() + "/tollbook-benchmarks-\(ProcessInfo.processInfo.processIdentifier)"
    do {
      try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    } catch {
      fatalError("\(error)")
    }
    atexit { try? FileManager.default.removeItem(atPath: Fixtures.folder) }
    return path
  }()

  /// A file of simulated calls.
  static func file(_ format: String, plan: RatePlan, calls: Int = Scale.calls) -> String {
    let path = folder + "/\(format).cdr"
    let settings = SimulationSettings(
      calls: calls, seed: 1, firstDay: CivilDate(daysSince1970: 20_500), days: 30, zone: .utc)
    do {
      var simulation = try Simulation(settings, plan: plan, format: format)
      try simulation.write(to: OutputFile(path))
    } catch {
      fatalError("\(format): \(error)")
    }
    return path
  }

  static func write(_ bytes: [UInt8], to path: String) {
    if !FileManager.default.createFile(atPath: path, contents: Data(bytes)) { fatalError("\(path) cannot be written") }
  }

  static func bytes(_ path: String) -> [UInt8] {
    do {
      return try RawFile.reading(path).contents()
    } catch {
      fatalError("\(error)")
    }
  }

  static func decoder(_ dialect: Dialect, _ bytes: [UInt8]) -> RecordDecoder {
    do {
      return try dialect.decoder(sample: Array(bytes.prefix(1 << 18)), source: dialect.name, zone: .utc)
    } catch {
      fatalError("\(error)")
    }
  }

  /// A file cut the way the pipeline cuts it.
  static func chunks(_ bytes: [UInt8], _ framing: RecordFraming) -> [[UInt8]] {
    var chunks: [[UInt8]] = []
    var start = 0
    while start < bytes.count {
      let chunk = Array(bytes[start..<min(bytes.count, start + 1 << 18)])
      let isWhole = start + chunk.count == bytes.count
      guard let end = framing.endOfLastRecord(in: chunk, count: chunk.count, isWhole: isWhole) else {
        fatalError("no record ends in 256 KiB")
      }
      chunks.append(Array(chunk[..<end]))
      start += end
    }
    return chunks
  }

  /// The records of each chunk.
  static func batches(_ bytes: [UInt8], _ decoder: RecordDecoder) -> [UsageBatch] {
    var scratch = DecodeScratch()
    return chunks(bytes, decoder.framing).enumerated().map { index, chunk in
      var batch = UsageBatch()
      batch.text = chunk
      batch.inputCount = chunk.count
      decoder.decode(&batch, scratch: &scratch, atStart: index == 0)
      return batch
    }
  }

  /// What a plan charges for all calls, each rated the general way; every one has a price.
  static func total(of batches: [UsageBatch], by rater: UsageRater) -> (rated: Int, chargeNanos: Int128) {
    var rated = 0
    var total: Int128 = 0
    for batch in batches {
      for (index, record) in batch.records.enumerated() {
        guard case .rated(let usage) = rater.rate(record, of: batch, index: index) else {
          fatalError("a simulated call has no price: \(batch.string(record.raw))")
        }
        rated += 1
        total += Int128(usage.chargeNanos)
      }
    }
    return (rated, total)
  }
}
