/// Whether the payer made the call, or owns the number that was called.
package enum UsageDirection: String, Sendable, CaseIterable {
  case out, `in`
}
