/// What became of a service in the stretch of time that its directory entry is valid for.
package enum ServiceStatus: String, Sendable, CaseIterable {
  /// Ordered; it is not active at any time yet.
  case pending
  case active
  /// The service keeps its keys, but its usage is set aside.
  case suspended
  /// Over: usage up to the entry's end is paid for; without an end the service is taken as never active again.
  case cancelled
}
