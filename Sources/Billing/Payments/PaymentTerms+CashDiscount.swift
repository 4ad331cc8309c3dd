extension PaymentTerms {
  /// What may be kept back of an amount by paying early: in minor units, rounded half up; nothing of a credit.
  package func cashDiscount(on amount: Int64) -> Int64 {
    Int64(roundHalfUp(Int128(max(amount, 0)) * Int128(discountPercent), over: Int128(Percent.whole)))
  }
}
