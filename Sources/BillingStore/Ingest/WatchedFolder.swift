internal import Bytes
internal import Foundation
package import RatingPipeline
internal import Telecom

/// A folder that switches put their files into: what is complete is taken into the book, and moved out of the way.
///
/// A file is complete when two looks found it alike in size, time and identity, and no program has it open for writing, as
/// far as the system tells. It is moved only after its batch is durable; if the program ends between the two, its content
/// is recognised next time, and it is moved then. One that is written to while it is taken stays where it is, and one that
/// is written to within an hour after it was moved comes back: both are taken once more, when they are complete, and what
/// the book has of them already counts as duplicates.
package struct WatchedFolder {
  /// A file that was moved out of the way.
  private struct Moved {
    var name: String
    var place: String
    var look: FileLook
    /// Nobody is expected to write to it later.
    var until: Date
  }

  private let path: String
  private let done: String
  private let failed: String
  private var last: [String: FileLook] = [:]
  private var moved: [Moved] = []

  private static let unfinished = [".partial", ".tmp", ".part"]
  /// How long a signal waits for its answer.
  private static let patience = 0.05
  private static let remembered = 3600.0

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
    guard let lock = try RawFile.lockingFolder(path) else {
      throw BookError(.locked, "\(path): another program watches this folder; end it, or name another folder with --watch")
    }
    defer { withExtendedLifetime(lock) {} }
    for folder in [done, failed] {
      try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    }
    while !control.isCancelled {
      try bringBack(say)
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

  /// Files that were written to after they were moved.
  private mutating func bringBack(_ say: (String) -> Void) throws {
    moved.removeAll { $0.until < Date() }
    for file in moved {
      let look = FileLook(file.place)
      guard look != file.look else { continue }
      moved.removeAll { $0.place == file.place }
      guard look != nil else { continue }  // Somebody took it away.
      say("\(file.place): it was written to after it was taken; it is taken once more when it is complete")
      _ = try Self.move(file.place, to: path, as: file.name)
      RawFile.remove(file.place + Self.why)
    }
  }

  private static let why = ".why"

  /// - Returns: the files that are complete, in the order of their names.
  private mutating func look() throws -> [String] {
    var looks: [String: FileLook] = [:]
    for name in try FileManager.default.contentsOfDirectory(atPath: path) {
      guard !name.hasPrefix("."), !Self.unfinished.contains(where: { name.lowercased().hasSuffix($0) }) else { continue }
      looks[name] = FileLook(path + "/" + name)
    }
    let complete = looks.keys.filter { last[$0] == looks[$0] && !RawFile.isBeingWritten(path + "/" + $0) }.sorted()
    last = looks
    return complete
  }

  private mutating func take(_ name: String, into ingest: Ingest, say: (String) -> Void) throws {
    let file = path + "/" + name
    guard let before = FileLook(file) else { return }  // Somebody took it away.
    last[name] = nil
    guard let result = try attempt(file, by: ingest) else { return }
    guard FileLook(file) == before else {
      return say("\(file): it was written to while it was taken; it is taken once more when it is complete")
    }
    guard result.refusals.isEmpty else {
      let reason = result.refusals.joined(separator: "; ")
      let place = try move(name, before, to: failed)
      try Data((reason + "\n").utf8).write(to: URL(fileURLWithPath: place + Self.why))
      return say("\(file): not taken: \(reason)")
    }
    _ = try move(name, before, to: done)
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

  /// - Returns: where the file is now.
  private mutating func move(_ name: String, _ look: FileLook, to folder: String) throws -> String {
    let place = try Self.move(path + "/" + name, to: folder, as: name)
    moved.append(Moved(name: name, place: place, look: look, until: Date(timeIntervalSinceNow: Self.remembered)))
    return place
  }

  /// Moves a file, durably; one of its name that is there already stays.
  /// - Returns: where it is now.
  private static func move(_ file: String, to folder: String, as name: String) throws -> String {
    var place = folder + "/" + name
    var number = 1
    while FilePlace(place).kind != .missing {
      number += 1
      place = "\(folder)/\(name)~\(number)"
    }
    do throws(SystemError) {
      try RawFile.rename(file, to: place)
      try RawFile.syncFolder(folder)
      try RawFile.syncFolder(FilePlace.folder(of: file))
    } catch {
      if !error.isNotFound { throw error }  // Somebody took it away.
    }
    return place
  }
}
