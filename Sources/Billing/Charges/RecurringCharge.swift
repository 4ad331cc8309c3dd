package import Telecom

/// Something a service costs again and again, with everything needed to say what is due for it.
package struct RecurringCharge: Hashable, Sendable, Codable {
  package enum Timing: String, Hashable, Sendable, Codable, CaseIterable {
    /// Due with the invoice before the period begins.
    case advance
    /// Due with the first invoice after the period has ended.
    case arrears
  }

  /// The book's own number of the charge.
  package var id: Int64
  /// Code of the account that owns the service.
  package var account: String
  /// Name of the service; `nil` for a charge of the account itself.
  package var service: String?
  package var calendar: BillingCalendar
  package var timing: Timing
  package var proration: Proration
  package var chargeWhileSuspended: Bool
  /// First and last days of the charge itself; the service's states narrow them further.
  package var from: CivilDate
  /// The first day without it; `nil` while it goes on.
  package var to: CivilDate?
  /// By day; of several on one day the last in order counts. Before the first there is no charge.
  package var terms: [ChargeTerms]
  /// States of the service by day; empty for a charge of the account, which is then active throughout.
  package var statuses: [ServiceStatus]
  /// What earlier invoices charged and credited, in the order in which they did.
  package var charged: [ChargedPeriod]
  /// Days before it are left as they are, neither charged nor credited: another system billed them, or their history is
  /// not given. It begins a period of the calendar.
  package var settledBefore: CivilDate?

  package init(
    id: Int64, account: String, service: String?, calendar: BillingCalendar, timing: Timing,
    proration: Proration = Proration(), chargeWhileSuspended: Bool = true, from: CivilDate, to: CivilDate? = nil,
    terms: [ChargeTerms], statuses: [ServiceStatus] = [], charged: [ChargedPeriod] = [], settledBefore: CivilDate? = nil
  ) {
    self.id = id
    self.account = account
    self.service = service
    self.calendar = calendar
    self.timing = timing
    self.proration = proration
    self.chargeWhileSuspended = chargeWhileSuspended
    self.from = from
    self.to = to
    self.terms = terms
    self.statuses = statuses
    self.charged = charged
    self.settledBefore = settledBefore
  }
}
