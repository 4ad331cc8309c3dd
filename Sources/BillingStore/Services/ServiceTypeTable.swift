internal import Synchronization

/// Service types by their definition, read once.
final class ServiceTypeTable: Sendable {
  static let shared = ServiceTypeTable()

  private let types = Mutex<[String: ServiceType]>([:])

  func type(_ name: String, _ definition: String) -> ServiceType? {
    types.withLock { types in
      if let known = types[definition] { return known }
      let type = try? ServiceType.parse(Array(definition.utf8), file: name)
      types[definition] = type
      return type
    }
  }
}
