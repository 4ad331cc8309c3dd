import Foundation
import RatePlans
import TestSupport
import Testing

@Suite struct `Damaged files` {
  private static let samples = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().appending(path: "samples/decks").path()

  /// Exchanges, drops and repeats bytes, with a liking for those that mean something.
  private static func damage(_ bytes: [UInt8], _ random: inout Seeded) -> [UInt8] {
    var bytes = bytes
    let marks = Array("\",;\n\r-.*$0\0\u{FF}:{[|".utf8)
    for _ in 0..<Int.random(in: 1...6, using: &random) where !bytes.isEmpty {
      let place = Int.random(in: 0..<bytes.count, using: &random)
      switch Int.random(in: 0..<5, using: &random) {
      case 0: bytes[place] = marks.randomElement(using: &random)!
      case 1: bytes.insert(marks.randomElement(using: &random)!, at: place)
      case 2: bytes.remove(at: place)
      case 3: bytes[place] = UInt8.random(in: 0...255, using: &random)
      default: bytes.removeSubrange(place..<min(bytes.count, place + Int.random(in: 1...40, using: &random)))
      }
    }
    return bytes
  }

  @Test func `are reported or read, and never stop the program`() throws {
    let manager = FileManager.default
    var outcomes: Set<Bool> = []
    for folder in try manager.contentsOfDirectory(atPath: Self.samples).sorted() where !folder.contains(".") {
      let source = Self.samples + "/" + folder
      let names = try manager.contentsOfDirectory(atPath: source)
      for seed in 0..<40 as Range<UInt64> {
        var random = Seeded(seed)
        let files = try PlanFiles([:])
        for name in names {
          let bytes = try [UInt8](Data(contentsOf: URL(filePath: source + "/" + name)))
          // The plan is damaged less often than its decks, or little else would be tried.
          let isSpared = name == "plan.yaml" && seed % 4 != 0
          try files.write(name, isSpared ? bytes : Self.damage(bytes, &random))
        }
        let problems = files.problems()
        outcomes.insert(problems.isEmpty)
        #expect(problems == files.problems(threads: 2), "\(folder), seed \(seed)")
      }
    }
    #expect(outcomes == [true, false])
  }
}
