import RatePlans
import Rating

extension NumberNormaliser.Result {
  /// What the rules made of a dialled number; empty where there are none.
  func words(under rules: DiallingRules) -> String {
    if rewrite >= 0 {
      let rewrite = rules.rewrites[Int(rewrite)]
      return "\(number): \(rewrite.pattern) stands for \(rewrite.replacement.isEmpty ? "nothing" : rewrite.replacement)"
    }
    if rules.isEmpty { return "" }
    if isShort { return "a short number, which only a row for exactly these digits, or the default row, prices" }
    return switch rule {
    case .asItStands: "as it stands, its country code first"
    default: "\(number) by the plan's dialling rules (\(rule.rawValue.replacing("_", with: " ")))"
    }
  }
}
