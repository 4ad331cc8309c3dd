/// Why usage cannot be counted. The state is then what it was.
package enum AllowanceError: Error, Hashable, Sendable {
  /// A count or an amount passes 64 bits, or a product 128.
  case tooLarge
}
