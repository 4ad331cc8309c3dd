extension Invoice {
  /// Places of a charge's line and of the discounts taken off it: one line with those that follow and are of the same
  /// charge. A discount of the whole invoice, where it went below zero, stands alone.
  package func charge(at place: Int) -> Range<Int> {
    var first = place
    while first > 0, isDiscount(first, on: first - 1) { first -= 1 }
    var end = first + 1
    while end < lines.count, isDiscount(end, on: end - 1) { end += 1 }
    return first..<end
  }

  /// Places of all charges' lines, without those of their discounts.
  package var charges: [Int] { lines.indices.filter { $0 == 0 || !isDiscount($0, on: $0 - 1) } }

  private func isDiscount(_ place: Int, on before: Int) -> Bool {
    let (line, charged) = (lines[place], lines[before])
    return line.discount != nil && line.kind == charged.kind && line.account == charged.account
      && line.service == charged.service && line.item == charged.item && line.period == charged.period
      && line.charge == charged.charge
  }
}
