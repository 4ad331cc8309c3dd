import Rating
import Telecom
import TestSupport
import Testing

@Suite struct `The compiled directory` {
  /// Few texts and few digits, so that keys meet, ranges overlap and facts miss by little.
  private func text(_ kind: KeyKind, _ random: inout Seeded) -> String {
    let digits = (0..<Int.random(in: 3...6, using: &random)).map { _ in "\(Int.random(in: 1...3, using: &random))" }.joined()
    switch kind {
    case .number, .did, .range: return digits
    case .ip: return "192.0.2.\(Int.random(in: 1...3, using: &random))"
    case .user: return "u\(Int.random(in: 1...3, using: &random))" + (Bool.random(using: &random) ? "" : "@isp")
    case .accountCode, .card, .trunk: return "\(kind.rawValue.first!)\(Int.random(in: 1...4, using: &random))"
    }
  }

  private func row(_ random: inout Seeded) -> DirectorySpecimen.Row {
    let kind = KeyKind.allCases.randomElement(using: &random)!
    var row = DirectorySpecimen.Row(kind: Int.random(in: 0..<6, using: &random) == 0 ? nil : kind, key: text(kind, &random))
    if kind == .range, row.kind != nil, Bool.random(using: &random) {
      let other = row.key.map { "\(min(9, Int(String($0))! + Int.random(in: 0...2, using: &random)))" }.joined()
      row.key += "-" + other
    }
    if Bool.random(using: &random) { row.from = Int64.random(in: 0...10, using: &random) }
    if Bool.random(using: &random) { row.to = max(row.from, 0) + Int64.random(in: 1...10, using: &random) }
    if Int.random(in: 0..<8, using: &random) == 0 { row.status = ServiceStatus.allCases.randomElement(using: &random)! }
    return row
  }

  private func facts(_ random: inout Seeded) -> Facts {
    func maybe(_ kind: KeyKind) -> String { Bool.random(using: &random) ? text(kind, &random) : "" }
    return Facts(
      accountCode: maybe(.accountCode), card: maybe(.card), user: maybe(.user), calling: maybe(.number), ip: maybe(.ip),
      trunk: maybe(.trunk), called: maybe(.did), start: Int64.random(in: -1...22, using: &random))
  }

  @Test func `finds whom a scan of all rows finds`() throws {
    var seen: [String: Int] = [:]
    for seed in 1...400 as ClosedRange<UInt64> {
      var random = Seeded(seed)
      let count = Int.random(in: 0...60, using: &random)
      let specimen = DirectorySpecimen(rows: (0..<count).map { _ in row(&random) })
      let directory = try specimen.directory()
      let asked = (0..<50).map { _ in facts(&random) }
      let batch = Facts.batch(asked)
      for index in asked.indices {
        let answer = directory.find(index, of: batch).answer
        let expected = specimen.answer(asked[index])
        #expect(answer == expected, "seed \(seed): \(asked[index])")
        seen[String("\(expected)".prefix { $0 != "(" }), default: 0] += 1
      }
    }
    #expect(seen.count == 6 && seen.values.allSatisfy { $0 > 100 }, "\(seen)")
  }

  @Test func `holds as many keys as it is given`() throws {
    for count in [1, 7, 8, 9, 5_000] {
      let rows = (0..<count).map { DirectorySpecimen.Row(kind: $0 % 2 == 0 ? .number : .accountCode, key: "\(100_000 + $0)") }
      let directory = try DirectorySpecimen(rows: rows).directory()
      let batch = Facts.batch((0..<count + 2).map { index in
        index % 2 == 0 ? Facts(calling: "\(100_000 + index)") : Facts(accountCode: "\(100_000 + index)")
      })
      for index in 0..<count + 2 {
        #expect(directory.find(index, of: batch).answer == (index < count ? .found(index) : .unknown))
      }
    }
  }
}
