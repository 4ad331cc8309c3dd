package import RatePlans
package import Telecom

/// Makes E.164 of dialled digits by a plan's dialling rules, compiled once per run.
///
/// In this order, the first that fits:
/// 1. a leading `+`, or an international prefix: what follows is the number with its country code;
/// 2. the national prefix before a national number: the country code replaces it;
/// 3. as many digits as a national number has (10 in North America): the country code goes before;
/// 4. as many digits as a local number has, or any other number where an area code but no lengths are given: country
///    and area code go before;
/// 5. up to six digits, or as many as a local number has where no area code is given: a short number such as 911, which
///    only a row for exactly these digits prices, or the default row;
/// 6. anything else stands as it is: switches that deliver E.164 leave the `+` out.
///
/// Without rules only a `+` is dropped. What is dialled for something else is rewritten first; that is for called numbers
/// alone.
package struct NumberNormaliser: Sendable {
  package struct Result: Sendable, Hashable {
    package var number: PhoneNumber
    package var rule: Rule
    /// Index into the rules' rewrites, of the one that was applied first; -1 for none.
    package var rewrite: Int16 = -1
    /// No prefix applies to it, only a row for the whole number or the default row.
    package var isShort: Bool { rule == .short }
    /// `nil` for a short number.
    var whole: Result? { isShort ? nil : self }
  }

  /// Which of the rules made the number.
  package enum Rule: String, Sendable {
    case plus
    case internationalPrefix = "international_prefix"
    case nationalPrefix = "national_prefix"
    case nationalLength = "national_length"
    case local
    case short
    case asItStands = "as_it_stands"
  }

  private let countryCode: [UInt8]
  private let internationalPrefixes: [[UInt8]]
  private let nationalPrefix: [UInt8]
  private let areaCode: [UInt8]
  private let nationalLengths: [Int]
  private let localLengths: [Int]
  private let isIdentity: Bool
  private let rewrites: [DialledRewrite]
  /// What each rewrite puts in place of its pattern.
  private let replacements: [[UInt8]]

  package init(_ rules: DiallingRules) {
    countryCode = Array(rules.countryCode.utf8)
    internationalPrefixes = rules.internationalPrefixes.map { Array($0.utf8) }.sorted { $0.count > $1.count }
    nationalPrefix = Array(rules.nationalPrefix.utf8)
    areaCode = Array(rules.areaCode.utf8)
    nationalLengths = rules.nationalLengths
    localLengths = rules.localLengths
    isIdentity = rules.isEmpty
    rewrites = rules.rewrites
    replacements = rules.rewrites.map { Array($0.replacement.utf8) }
  }

  /// The number that dialled digits call.
  /// - Returns: `nil` for letters, for no digits, and for more than fifteen.
  @inline(__always) package func called(_ dialled: Span<UInt8>) -> Result? {
    rewrites.isEmpty ? normalise(dialled) : rewritten(dialled)
  }

  private func rewritten(_ dialled: Span<UInt8>) -> Result? {
    guard let index = rewrites.firstIndex(where: { Self.fits($0, dialled) }) else { return normalise(dialled) }
    let rest = dialled.extracting(rewrites[index].symbols.count...)
    // A `+` and as many digits as both may have.
    guard rest.count <= PhoneNumber.maximumDigits else { return nil }
    var digits = InlineArray<32, UInt8>(repeating: 0)
    var count = 0
    for digit in replacements[index] {
      digits[count] = digit
      count += 1
    }
    for position in rest.indices {
      digits[count] = rest[position]
      count += 1
    }
    var result = normalise(digits.span.extracting(..<count))
    result?.rewrite = Int16(truncatingIfNeeded: index)
    return result
  }

  private static func fits(_ rewrite: DialledRewrite, _ dialled: Span<UInt8>) -> Bool {
    let count = rewrite.symbols.count
    guard rewrite.goesOn ? dialled.count > count : dialled.count == count else { return false }
    for index in 0..<count {
      let digit = dialled[index] &- 48
      guard digit < 10, rewrite.symbols[index] >> UInt16(digit) & 1 == 1 else { return false }
    }
    return true
  }

  /// The number that digits stand for which nobody dialled, as a calling number.
  /// - Returns: `nil` for letters, for no digits, and for more than fifteen.
  package func normalise(_ dialled: Span<UInt8>) -> Result? {
    guard !dialled.isEmpty else { return nil }
    if dialled[0] == UInt8(ascii: "+") {
      return number(dialled.extracting(1...), by: .plus)
    }
    if isIdentity { return number(dialled, by: .asItStands) }
    for prefix in internationalPrefixes where begins(dialled, with: prefix) {
      return number(dialled.extracting(prefix.count...), by: .internationalPrefix)
    }
    let count = dialled.count
    if internationalPrefixes.contains(where: { $0.count == count && matches(dialled, $0) }) {
      return number(dialled, by: .short)
    }
    if !nationalPrefix.isEmpty, begins(dialled, with: nationalPrefix),
      nationalLengths.isEmpty || nationalLengths.contains(count - nationalPrefix.count)
    {
      return number(dialled.extracting(nationalPrefix.count...), after: countryCode, by: .nationalPrefix)
    }
    if nationalLengths.contains(count) { return number(dialled, after: countryCode, by: .nationalLength) }
    if !areaCode.isEmpty, localLengths.isEmpty ? count > DiallingRules.longestShortNumber : localLengths.contains(count) {
      return number(dialled, after: countryCode + areaCode, by: .local)
    }
    // A local number whose area nobody knows must not be taken for one of another country.
    let isShort = count <= DiallingRules.longestShortNumber || localLengths.contains(count)
    return number(dialled, by: isShort ? .short : .asItStands)
  }

  private func number(_ digits: Span<UInt8>, by rule: Rule) -> Result? {
    PhoneNumber(digits: digits).map { Result(number: $0, rule: rule) }
  }

  private func number(_ digits: Span<UInt8>, after prefix: [UInt8], by rule: Rule) -> Result? {
    guard let rest = PhoneNumber(digits: digits), rest.count + prefix.count <= PhoneNumber.maximumDigits else { return nil }
    var packed: UInt64 = 0
    for (index, byte) in prefix.enumerated() { packed |= UInt64(byte &- 48) << UInt64(60 - 4 * index) }
    packed |= (rest.packed & ~0xF) >> UInt64(4 * prefix.count)
    let count = rest.count + prefix.count
    return Result(number: PhoneNumber(packed: packed & ~0xF | UInt64(count)), rule: rule)
  }

  /// Whether `digits` go on behind `prefix`.
  private func begins(_ digits: Span<UInt8>, with prefix: [UInt8]) -> Bool {
    digits.count > prefix.count && matches(digits, prefix)
  }

  /// Whether the first of at least as many digits are these.
  private func matches(_ digits: Span<UInt8>, _ prefix: [UInt8]) -> Bool {
    for index in prefix.indices where digits[index] != prefix[index] { return false }
    return true
  }
}
