import Bytes
import Foundation
import RatePlans
import Telecom

/// A folder of its own with the files of a plan, gone with the value.
final class PlanFiles {
  let folder: String

  init(_ files: [String: String]) throws {
    folder = NSTemporaryDirectory() + "/tollbook-plan-\(UUID().uuidString)"
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    for (name, text) in files { try write(name, Array(text.utf8)) }
  }

  deinit { try? FileManager.default.removeItem(atPath: folder) }

  func write(_ name: String, _ bytes: [UInt8]) throws {
    try RawFile.writing(folder + "/" + name).write(bytes)
  }

  func load(_ name: String = "", threads: Int = 1) throws(ProblemReport) -> LoadedPlan {
    try RatePlanLoader.load(name.isEmpty ? folder : folder + "/" + name, threads: threads)
  }

  /// Problems as `file:line:column severity message`, without the folder.
  func problems(_ name: String = "", threads: Int = 1) -> [String] {
    let problems: [Problem]
    do throws(ProblemReport) {
      problems = try load(name, threads: threads).warnings
    } catch {
      problems = error.problems
    }
    return problems.map {
      let place = "\($0.location)".replacingOccurrences(of: folder + "/", with: "").replacingOccurrences(of: folder, with: ".")
      return "\(place) \($0.severity.rawValue) \($0.message)".replacingOccurrences(of: folder + "/", with: "")
    }
  }
}

/// A row as `prefix rate/unit first/next` and whatever is not as usual, so that decks compare as text.
func rowTexts(_ tariff: Tariff, zone: ZoneRules = .utc) -> [String] {
  func instant(_ milliseconds: Int64) -> String {
    let time = Timestamp(milliseconds: milliseconds, offset: zone.offset(at: milliseconds / 1000))
    return time.civil.secondOfDay == 0 ? "\(time.civil.date)" : "\(time)"
  }
  return tariff.groups.flatMap { group in
    tariff.rows(of: group).map { row in
      var text = "\(group.prefix) \(Decimal9.text(row.rateNanos))/\(row.unit) \(row.firstInterval)/\(row.nextInterval)"
      if row.connectFeeNanos != 0 { text += " fee \(Decimal9.text(row.connectFeeNanos))" }
      if row.effectiveFrom != .min { text += " from \(instant(row.effectiveFrom))" }
      if row.effectiveTo != .max { text += " to \(instant(row.effectiveTo))" }
      if row.band >= 0 { text += " band \(row.band)" }
      if row.jurisdiction >= 0 { text += " \(tariff.jurisdictions[Int(row.jurisdiction)])" }
      if row.fromSeconds > 0 { text += " after \(row.fromSeconds)" }
      if row.blocked { text += " blocked" }
      return text
    }
  }
}
