package import Telecom

/// Usage of one service under one item within one service period, summed.
package struct UsageTotal: Hashable, Sendable, Codable {
  package var account: String
  /// Empty of what is no one service's.
  package var service: String
  /// Item code, such as `OUTBOUND`.
  package var item: String
  /// As it stands on the invoice.
  package var text: String
  /// The cycle in which the usage happened; before the invoice's own for late usage.
  package var period: BillingPeriod
  package var count: Int64
  /// Billed seconds.
  package var seconds: Int64
  package var octets: Int64
  /// The exact sum of the charges, in nanos.
  package var nanos: Int64

  package init(
    account: String, service: String, item: String, text: String, period: BillingPeriod, count: Int64, seconds: Int64,
    octets: Int64 = 0, nanos: Int64
  ) {
    self.account = account
    self.service = service
    self.item = item
    self.text = text
    self.period = period
    self.count = count
    self.seconds = seconds
    self.octets = octets
    self.nanos = nanos
  }
}
