internal import Foundation

/// What a regular file looks like from outside: alike at two looks, it was not written to in between.
struct FileLook: Equatable {
  private let size: Int
  private let changed: Date
  private let file: UInt64

  /// - Returns: `nil` where there is no regular file.
  init?(_ path: String) {
    guard let attributes = try? FileManager.default.attributesOfItem(atPath: path),
      attributes[.type] as? FileAttributeType == .typeRegular
    else { return nil }
    size = (attributes[.size] as? NSNumber)?.intValue ?? 0
    changed = attributes[.modificationDate] as? Date ?? .distantPast
    file = (attributes[.systemFileNumber] as? NSNumber)?.uint64Value ?? 0
  }
}
