/// How long people ring and talk.
enum CallLengths {
  /// The 64-quantiles, in milliseconds, of a log-normal distribution with a median of 95 s and a sigma of 1.25, cut off at
  /// an hour: many short calls, a few very long ones, three and a half minutes on average.
  private static let quantiles: [Int64] = [
    1_000, 6_434, 9_258, 11_693, 13_960, 16_145, 18_290, 20_421, 22_555, 24_704, 26_880, 29_090, 31_342, 33_641,
    35_994, 38_407, 40_885, 43_434, 46_061, 48_770, 51_568, 54_462, 57_459, 60_565, 63_789, 67_139, 70_624, 74_255,
    78_041, 81_996, 86_130, 90_460, 95_000, 99_768, 104_783, 110_067, 115_644, 121_541, 127_789, 134_423, 141_483,
    149_014, 157_070, 165_711, 175_011, 185_052, 195_937, 207_784, 220_741, 234_985, 250_737, 268_276, 287_957,
    310_242, 335_749, 365_319, 400_140, 441_952, 493_435, 558_985, 646_471, 771_859, 974_858, 1_402_793, 3_600_000,
  ]

  static func talk(_ random: inout SplitMix64) -> Int64 {
    let number = random.next()
    let quantile = Int(number >> 58)
    let fraction = Int64(number >> 32 & 0xFFFF)
    return quantiles[quantile] + (((quantiles[quantile + 1] - quantiles[quantile]) * fraction) >> 16)
  }

  static func ring(_ outcome: SimulatedCall.Outcome, _ random: inout SplitMix64) -> Int64 {
    let range: (least: Int, most: Int) =
      switch outcome {
      case .answered: (1_500, 25_000)
      case .noAnswer: (15_000, 60_000)
      case .busy: (400, 4_000)
      case .failed: (50, 2_000)
      }
    return Int64(range.least + random.below(range.most - range.least))
  }

  /// Three calls in ten lead to nobody.
  static func outcome(_ random: inout SplitMix64) -> SimulatedCall.Outcome {
    switch random.below(100) {
    case ..<70: .answered
    case ..<88: .noAnswer
    case ..<96: .busy
    default: .failed
    }
  }
}
