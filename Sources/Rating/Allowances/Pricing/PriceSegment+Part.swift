extension PriceSegment {
  /// Those of its steps that begin in a stretch of elapsed units; `nil` where none does. The amount is still the whole one.
  func part(from: Int64, to: Int64) -> PriceSegment? {
    let (first, last) = (steps(before: from), steps(before: to))
    guard first < last else { return nil }
    var part = self
    part.from = self.from + first * stepLength
    part.stepCount = last - first
    part.length = last == stepCount ? length - first * stepLength : (last - first) * stepLength
    let paidFrom = self.from + length - pricedLength
    part.pricedLength = max(0, part.from + part.length - max(part.from, paidFrom))
    return part
  }

  private func steps(before elapsed: Int64) -> Int64 {
    guard elapsed > from else { return 0 }
    return min(stepCount, (elapsed - from - 1) / stepLength + 1)
  }
}
