/// A generator of numbers that follow from its seed alone, the same on every machine and in every release.
struct SplitMix64 {
  private var state: UInt64

  init(seed: UInt64) { state = seed }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ mixed >> 30) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ mixed >> 27) &* 0x94D0_49BB_1331_11EB
    return mixed ^ mixed >> 31
  }

  /// A number from 0 up to, but not including, `bound`, each as likely as the next to within 2⁻³².
  /// - Precondition: 0 < `bound` ≤ 2³².
  mutating func below(_ bound: Int) -> Int {
    Int(truncatingIfNeeded: next().multipliedFullWidth(by: UInt64(bound)).high)
  }

  /// `true` in `percent` of a hundred cases.
  mutating func chance(percent: Int) -> Bool { below(100) < percent }
}
