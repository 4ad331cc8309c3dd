internal import Telecom

extension DiallingRules {
  /// Whether some dialled digits that begin with `prefix` still do when the rules have made a number of them, and come to
  /// the prefix; for an exact number, whether its digits stay as they are.
  ///
  /// Digits behind the prefix are taken to be such that no longer prefix of the rules fits them.
  package func canReach(_ prefix: DeckPrefix) -> Bool {
    let digits = prefix.digits
    let counts = prefix.isExact ? digits.count...digits.count : digits.count...PhoneNumber.maximumDigits
    return counts.contains { count in
      if internationalPrefixes.contains(where: { digits.hasPrefix($0) && $0.count < count }) { return false }
      if internationalPrefixes.contains(digits), count == digits.count { return true }
      if !nationalPrefix.isEmpty, digits.hasPrefix(nationalPrefix), nationalPrefix.count < count,
        nationalLengths.isEmpty || nationalLengths.contains(count - nationalPrefix.count)
      { return false }
      if nationalLengths.contains(count) { return false }
      let isLocal = localLengths.isEmpty ? count > Self.longestShortNumber : localLengths.contains(count)
      if !areaCode.isEmpty, isLocal { return false }
      // A short number has to be the whole of what a row stands under.
      return count == digits.count || count > Self.longestShortNumber && !localLengths.contains(count)
    }
  }
}
