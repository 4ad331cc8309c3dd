package import Telecom

/// What a record is known by as a service's, in the form it is compared in.
package enum ServiceKey: Hashable, Sendable {
  case accountCode(String)
  case card(String)
  case user(String)
  /// E.164.
  case number(PhoneNumber)
  case range(NumberRange)
  case ip(IPAddress)
  case trunk(String)
  /// E.164.
  case did(PhoneNumber)

  /// Why a text is no key of its kind.
  package struct Fault: Error, Hashable, Sendable {
    package var message: String
    package var remedy: String
  }

  /// Fewer are an extension or a code.
  private static let leastDigits = 5

  /// Reads a key as people write it.
  ///
  /// Without a kind digits alone, five at least, are a calling number, an IP address is one; anything else is an account
  /// code, a user name or a trunk, whichever a record has.
  /// - Parameter numbers: makes E.164 of numbers and of the ends of ranges. Prefixes are E.164 already.
  package static func keys(
    of text: String, kind: KeyKind?, numbers: NumberNormaliser
  ) throws(Fault) -> [ServiceKey] {
    switch kind {
    case nil:
      let digits = text.utf8.drop { $0 == UInt8(ascii: "+") }
      if digits.count >= leastDigits, digits.allSatisfy({ 48...57 ~= $0 }), let number = normalised(text, numbers) {
        return [.number(number)]
      }
      if let address = IPAddress(text) { return [.ip(address)] }
      return [.accountCode(text), .user(text), .trunk(text)]
    case .accountCode: return [.accountCode(text)]
    case .card: return [.card(text)]
    case .user: return [.user(text)]
    case .trunk: return [.trunk(text)]
    case .number, .did:
      guard let number = phoneNumber(text, numbers) else {
        throw Fault(message: "'\(text)' is no telephone number", remedy: "write one to fifteen digits, with or without +")
      }
      return [kind == .did ? .did(number) : .number(number)]
    case .range: return [.range(try range(text, numbers))]
    case .ip:
      guard let address = IPAddress(text) else {
        throw Fault(message: "'\(text)' is no IP address", remedy: "write it as 192.0.2.1 or 2001:db8::1, without a port")
      }
      return [.ip(address)]
    }
  }

  /// `12015550100-12015550199`, `12015550100..12015550199`, or a prefix.
  private static func range(_ text: String, _ numbers: NumberNormaliser) throws(Fault) -> NumberRange {
    let ends = text.replacing("..", with: "-").split(separator: "-", omittingEmptySubsequences: false).map {
      digits(of: String($0))
    }
    if ends.count == 1, let prefix = PhoneNumber(ends[0].drop { $0 == "+" }) { return NumberRange(prefix: prefix) }
    guard ends.count == 2, let from = normalised(ends[0], numbers), let to = normalised(ends[1], numbers) else {
      throw Fault(message: "'\(text)' is no range of numbers", remedy: "write FROM-TO, or the digits all of them begin with")
    }
    guard let range = NumberRange(from: from, to: to) else {
      throw Fault(
        message: "the range '\(text)' runs from \(from) to \(to)",
        remedy: "give both ends as many digits, the smaller one first")
    }
    return range
  }

  private static func phoneNumber(_ text: String, _ numbers: NumberNormaliser) -> PhoneNumber? {
    normalised(digits(of: text), numbers)
  }

  private static func normalised(_ text: String, _ numbers: NumberNormaliser) -> PhoneNumber? {
    let bytes = Array(text.utf8)
    return numbers.normalise(bytes.span)?.number
  }

  /// Without what people put between digits to read them.
  private static func digits(of text: String) -> String {
    text.utf8.allSatisfy { 48...57 ~= $0 } ? text : text.filter { !" -.()/".contains($0) }
  }
}
