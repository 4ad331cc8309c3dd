/// How long a count runs before it begins anew, by the account's local days.
package enum AllowanceCycle: String, Sendable, CaseIterable {
  /// From the account's cycle day to the next.
  case month
  /// From Monday to Sunday.
  case week
  case day
  /// As long as the plan holds for who draws on it.
  case term
}
