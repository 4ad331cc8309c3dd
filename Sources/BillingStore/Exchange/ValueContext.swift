internal import Telecom

/// What a row's values are read under.
struct ValueContext {
  /// Of amounts.
  var currency: Currency?
  /// Of moments without an offset.
  var zone = ZoneRules.utc
}
