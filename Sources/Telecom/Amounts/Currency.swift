/// An ISO 4217 currency by its three letters, such as `USD`.
package struct Currency: Hashable, Sendable, CustomStringConvertible {
  package let code: String

  /// - Returns: `nil` unless `code` is three capital letters A–Z.
  package init?(_ code: some StringProtocol) {
    guard code.utf8.count == 3, code.utf8.allSatisfy({ (65...90).contains($0) }) else { return nil }
    self.code = String(code)
  }

  package static let usd = Currency("USD")!

  package var description: String { code }
}
