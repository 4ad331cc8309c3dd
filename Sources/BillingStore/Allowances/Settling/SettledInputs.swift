internal import Compression
internal import RatingPipeline

/// The inputs that a settling reads: those that the state asks for, wherever they are now.
struct SettledInputs {
  /// In the order in which they were applied.
  private(set) var inputs: [RepeatedReading.Input] = []
  private(set) var batches: [AllowanceFile.AppliedBatch] = []
  /// Of those, how many were applied before the last settling.
  private(set) var oldCount = 0
  /// Paths of inputs of which nothing is left to be settled.
  private(set) var settledBefore: [String] = []

  /// - Throws: with a line for each input that is missing, unknown, or cannot be read.
  init(_ paths: [String], of file: AllowanceFile, _ control: RatingRun.Control) throws(RatingRun.Failure) {
    var faults: [String] = []
    var found: [[UInt8]: String] = [:]
    do throws(BookError) {
      batches = try file.batchesToSettle()
      let wanted = Set(batches.map(\.batch.digest))
      for path in paths {
        guard let digest = Self.digest(of: path, control, &faults) else { continue }
        if wanted.contains(digest) {
          found[digest] = found[digest] ?? path
        } else if try file.batch(of: digest) != nil {
          settledBefore.append(path)
        } else {
          faults.append("\(path): nothing of it was counted; rate it first, or leave it out")
        }
      }
      let opening = try file.openingBatch()
      oldCount = batches.count { $0.id <= opening }
    } catch {
      throw .backOffice(.unusable(error.message))
    }
    if control.isCancelled { throw .cancelled }
    for batch in batches {
      guard let path = found[batch.batch.digest] else {
        faults.append(
          "\(batch.batch.source), SHA-256 \(Self.hexadecimal(batch.batch.digest)): it was counted, and is missing; name it too")
        continue
      }
      inputs.append(
        RepeatedReading.Input(
          path: path, name: batch.batch.source, digest: batch.batch.digest, run: batch.run, joins: batch.batch.joins))
    }
    guard faults.isEmpty else { throw .backOffice(.unusable(faults.joined(separator: "\n"))) }
  }

  private static func digest(of path: String, _ control: RatingRun.Control, _ faults: inout [String]) -> [UInt8]? {
    do throws(InputError) {
      return try InputDigest.read(path, control)?.digest
    } catch {
      faults.append("\(error)")
      return nil
    }
  }

  private static func hexadecimal(_ digest: [UInt8]) -> String {
    digest.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
  }
}
