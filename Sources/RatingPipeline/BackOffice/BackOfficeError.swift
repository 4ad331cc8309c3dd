package import Bytes

/// Why a back office could not do what it was asked to.
package enum BackOfficeError: Error, Hashable, Sendable, CustomStringConvertible {
  /// This batch it does not take; the next one may fare better.
  case batchRefused(String)
  /// It takes no more: what is wrong, and what to do.
  case unusable(String)
  /// The operating system refused.
  case system(SystemError)

  package var description: String {
    switch self {
    case .batchRefused(let message), .unusable(let message): message
    case .system(let error): "\(error)"
    }
  }
}
