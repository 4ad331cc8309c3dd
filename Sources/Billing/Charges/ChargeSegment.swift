/// Days within one period of a recurring charge that are due at one price.
struct ChargeSegment {
  /// What must be equal for charged days to be left as they are.
  struct Price: Hashable {
    var product: String
    var quantity: Int64
    var unitPriceNanos: Int64
    var cycle: DayRange
  }

  var days: DayRange
  var price: Price
  var text: String
}
