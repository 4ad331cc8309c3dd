/// A field of a usage record, named as in the project's own `csv` form.
package enum UsageField: String, Sendable, CaseIterable {
  /// The whole record.
  case record
  case recordID = "record_id"
  case calling
  case called
  case start
  case duration = "duration_s"
  case answered
  case service
  case serviceType = "service_type"
  case accountCode = "account_code"
  case userName = "user_name"
  case trunkIn = "trunk_in"
  case trunkOut = "trunk_out"
  case ip
  case card
  case octetsIn = "octets_in"
  case octetsOut = "octets_out"
  case quantity
  case unit
  case iiDigits = "ii_digits"
  case lrn
  case price
}
