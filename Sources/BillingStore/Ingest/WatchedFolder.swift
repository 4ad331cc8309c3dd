internal import Bytes
internal import Foundation
package import RatingPipeline
internal import Telecom

/// A folder that switches put their files into: what is complete is taken into the book, and moved out of the way.
///
/// A file is complete when two looks found it alike in size, time and identity. It is moved only after its batch is
/// durable; if the program ends between the two, its content is recognised next time, and it is moved then.
package struct WatchedFolder {
  private struct Look: Equatable {
    var size: Int
    var changed: Date
    var file: UInt64
  }

  private let path: String
  private let done: String
  private let failed: String
  private var last: [String: Look] = [:]

  private static let unfinished = [".partial", ".tmp", ".part"]
  /// How long a signal waits for its answer.
  private static let patience = 0.05

  package init(_ path: String, done: String?, failed: String?) {
    self.path = path
    self.done = done ?? path + "/done"
    self.failed = failed ?? path + "/failed"
  }

  /// Takes files until `control` is cancelled.
  /// - Parameters:
  ///   - every: seconds between two looks.
  ///   - say: told what became of each file.
  /// - Throws: `BookError` or `SystemError` when nothing more can be taken.
  package mutating func takeAll(
    into ingest: Ingest, every: Double, control: RatingRun.Control, say: (String) -> Void
  ) throws {
    guard FilePlace(path).kind == .folder else {
      throw BookError(.invalid, "\(path): there is no such folder; make it, or name another with --watch")
    }
    for folder in [done, failed] {
      try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    }
    while !control.isCancelled {
      for name in try look() {
        if control.isCancelled { return }
        try ingest.refresh()
        try take(name, into: ingest, say: say)
      }
      let next = Date(timeIntervalSinceNow: every)
      while !control.isCancelled, next.timeIntervalSinceNow > 0 {
        Thread.sleep(forTimeInterval: min(Self.patience, next.timeIntervalSinceNow))
      }
    }
  }

  /// - Returns: the files that are complete, in the order of their names.
  private mutating func look() throws -> [String] {
    var looks: [String: Look] = [:]
    for name in try FileManager.default.contentsOfDirectory(atPath: path) {
      guard !name.hasPrefix("."), !Self.unfinished.contains(where: { name.lowercased().hasSuffix($0) }),
        let attributes = try? FileManager.default.attributesOfItem(atPath: path + "/" + name),
        attributes[.type] as? FileAttributeType == .typeRegular
      else { continue }
      looks[name] = Look(
        size: (attributes[.size] as? NSNumber)?.intValue ?? 0, changed: attributes[.modificationDate] as? Date ?? .distantPast,
        file: (attributes[.systemFileNumber] as? NSNumber)?.uint64Value ?? 0)
    }
    let complete = looks.keys.filter { last[$0] == looks[$0] }.sorted()
    last = looks
    return complete
  }

  private mutating func take(_ name: String, into ingest: Ingest, say: (String) -> Void) throws {
    let file = path + "/" + name
    guard FilePlace(file).kind == .regular else { return }  // Another program was faster.
    last[name] = nil
    guard let result = try attempt(file, by: ingest) else { return }
    guard result.refusals.isEmpty else {
      let reason = result.refusals.joined(separator: "; ")
      let place = try move(name, to: failed)
      try Data((reason + "\n").utf8).write(to: URL(fileURLWithPath: place + ".why"))
      return say("\(file): not taken: \(reason)")
    }
    _ = try move(name, to: done)
    let summary = result.summary
    if summary.committedBefore.isEmpty {
      say(
        "\(file): read \(summary.read), rated \(summary.rated), not chargeable \(summary.notChargeable.total), "
          + "duplicate \(summary.duplicates), rejected \(summary.rejectedTotal)")
    }
  }

  /// - Returns: `nil` when the program was asked to end.
  private func attempt(_ file: String, by ingest: Ingest) throws(BookError) -> Ingest.Result? {
    do throws(RatingRun.Failure) {
      return try ingest.take([file])
    } catch {
      if case .cancelled = error { return nil }
      throw BookError(.storage, "\(error)")
    }
  }

  /// - Returns: where the file is now; one of its name that is there already stays.
  private func move(_ name: String, to folder: String) throws -> String {
    var place = folder + "/" + name
    var number = 1
    while FilePlace(place).kind != .missing {
      number += 1
      place = "\(folder)/\(name)~\(number)"
    }
    do throws(SystemError) {
      try RawFile.rename(path + "/" + name, to: place)
    } catch {
      // Another program that watches the folder may have taken it too.
      if !error.isNotFound { throw error }
    }
    return place
  }
}
