internal import Foundation

/// What a program says to `begin` and to `commit`.
enum ProgramAnswer: Hashable {
  /// `{"ok":true}`
  case ok
  /// `{"committed_before":true}`, with a `remark` or without.
  case committedBefore(remark: String)
  /// `{"error":"…"}`
  case error(String)

  /// - Returns: `nil` for a line that is none of these.
  init?(_ line: [UInt8]) {
    guard let object = try? JSONSerialization.jsonObject(with: Data(line)) as? [String: Any] else { return nil }
    if let error = object["error"] as? String {
      self = .error(error)
    } else if object["committed_before"] as? Bool == true {
      self = .committedBefore(remark: object["remark"] as? String ?? "")
    } else if object["ok"] as? Bool == true {
      self = .ok
    } else {
      return nil
    }
  }
}
