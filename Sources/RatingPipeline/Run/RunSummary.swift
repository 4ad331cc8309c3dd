internal import Bytes
package import Telecom

/// What became of the records of a run.
package struct RunSummary: Sendable {
  package var files = 0
  package var failedFiles: [String] = []
  /// Inputs whose content the back office had already; their records count as duplicates where it knows how many.
  package var committedBefore: [String] = []
  package var read = 0
  package var rated = 0
  package var notChargeable = NotChargeableCounts()
  package var duplicates = 0
  package var rejected = [Int](repeating: 0, count: RejectReason.allCases.count)
  package var billedSeconds: Int64 = 0
  /// In nanos.
  package var charges: [Currency: Int128] = [:]
  package var bytes = 0
  package var seconds = 0.0

  package init() {}

  package var rejectedTotal: Int { rejected.reduce(0, +) }

  /// read = rated + not chargeable + duplicate + rejected.
  package var addsUp: Bool { read == rated + notChargeable.total + duplicates + rejectedTotal }

  package mutating func add(_ other: RunSummary) {
    files += other.files
    read += other.read
    rated += other.rated
    notChargeable.add(other.notChargeable)
    duplicates += other.duplicates
    for index in rejected.indices { rejected[index] += other.rejected[index] }
    billedSeconds += other.billedSeconds
    charges.merge(other.charges, uniquingKeysWith: +)
    bytes += other.bytes
  }

  /// Counts records as what the back office made of them.
  mutating func correct(by outcome: PartOutcome) {
    rated -= outcome.duplicates + outcome.rejected.reduce(0, +)
    duplicates += outcome.duplicates
    for index in rejected.indices { rejected[index] += outcome.rejected[index] }
    billedSeconds -= outcome.billedSeconds
    for (currency, nanos) in outcome.charges { charges[currency, default: 0] -= nanos }
  }

  // MARK: In words

  /// - Parameter currencies: of the plans.
  package func text(currencies: [Currency]) -> String {
    let numbers = [read, rated, notChargeable.total, duplicates, rejectedTotal].map(grouped)
    let width = numbers.map(\.count).max() ?? 0
    func line(_ name: String, _ number: Int, _ remark: String) -> String {
      let label = name + String(repeating: " ", count: 16 - name.count)
      let padding = String(repeating: " ", count: width - numbers[number].count)
      return "\(label)\(padding)\(numbers[number])\(remark.isEmpty ? "" : "  ")\(remark)"
    }
    let money = currencies.map { "\(Decimal9.text(charges[$0] ?? 0)) \($0)" }.joined(separator: ", ")
    let skipped = NotChargeable.allCases.filter { notChargeable[$0] > 0 }
    let reasons = RejectReason.allCases.filter { rejected[$0.rawValue] > 0 }
    return [
      line("read", 0, "records in \(grouped(files)) \(files == 1 ? "file" : "files")"),
      line("rated", 1, "\(minutes) minutes, \(money)"),
      line("not chargeable", 2, skipped.map { "\($0.code) \(grouped(notChargeable[$0]))" }.joined(separator: ", ")),
      line("duplicate", 3, ""),
      line("rejected", 4, reasons.map { "\($0.code) \(grouped(rejected[$0.rawValue]))" }.joined(separator: ", ")),
      "\(fixed(seconds)) s, \(grouped(rate)) records/s",
    ].joined(separator: "\n")
  }

  /// Records a second.
  private var rate: Int { seconds > 0 ? Int((Double(read) / seconds).rounded()) : 0 }

  private var minutes: String {
    let (whole, rest) = billedSeconds.quotientAndRemainder(dividingBy: 60)
    return rest == 0 ? grouped(Int(whole)) : "\(grouped(Int(whole))):\(padded(Int(rest), 2))"
  }

  private func grouped(_ number: Int) -> String {
    var digits = String(number)
    var index = digits.count - 3
    while index > 0 {
      digits.insert(",", at: digits.index(digits.startIndex, offsetBy: index))
      index -= 3
    }
    return digits
  }

  private func fixed(_ seconds: Double) -> String {
    let hundredths = Int((seconds * 100).rounded())
    return "\(hundredths / 100).\(padded(hundredths % 100, 2))"
  }

  // MARK: For machines

  /// - Parameter openSessions: how many sessions began and never stopped.
  package func json(currencies: [Currency], openSessions: Int) -> String {
    func list(_ paths: [String]) -> String {
      let names = ByteWriter()
      for (index, path) in paths.enumerated() {
        if index > 0 { names.append(44) }
        names.appendJSON(path)
      }
      return String(decoding: names.bytes, as: UTF8.self)
    }
    let skipped = NotChargeable.allCases.map { "\"\($0.code)\":\(notChargeable[$0])" }.joined(separator: ",")
    let reasons = RejectReason.allCases.map { "\"\($0.code)\":\(rejected[$0.rawValue])" }.joined(separator: ",")
    return """
      {"files":\(files),"failed_files":[\(list(failedFiles))],\
      "committed_before":[\(list(committedBefore))],"read":\(read),"rated":\(rated),\
      "not_chargeable":\(notChargeable.total),"duplicate":\(duplicates),"rejected":\(rejectedTotal),\
      "not_chargeable_by_reason":{\(skipped)},"rejected_by_reason":{\(reasons)},\
      "open_sessions":\(openSessions),"billed_seconds":\(billedSeconds),"charges":\(chargesJSON(currencies)),\
      "input_bytes":\(bytes),"seconds":\(fixed(seconds)),"records_per_second":\(rate)}
      """
  }

  /// `{"USD":"5.674"}`
  func chargesJSON(_ currencies: [Currency]) -> String {
    "{" + currencies.map { "\"\($0)\":\"\(Decimal9.text(charges[$0] ?? 0))\"" }.joined(separator: ",") + "}"
  }
}
