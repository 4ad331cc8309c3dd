internal import Foundation

/// The payload of a credit event, taken apart by the system's own JSON reader.
struct CreditPayload {
  let account: String
  /// Minor units, whatever the currency: all three have the same digits.
  let balance: Int64
  let limit: Int64
  let available: Int64

  /// - Returns: `nil` for a text that is no such payload.
  init?(_ text: String) {
    guard let root = try? JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: String],
      let account = root["account"], let balance = Self.units(root["balance"]), let limit = Self.units(root["credit_limit"]),
      let available = Self.units(root["available"])
    else { return nil }
    (self.account, self.balance, self.limit, self.available) = (account, balance, limit, available)
  }

  private static func units(_ text: String?) -> Int64? { text.flatMap { Int64($0.filter { $0 != "." }) } }
}
