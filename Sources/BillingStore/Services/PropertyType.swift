internal import Telecom

/// What a property of a service or a custom field of an account holds.
enum PropertyType: String, Sendable, CaseIterable {
  case text, integer, decimal, date, boolean, ip
  /// A telephone number.
  case number

  /// Those a custom field may have.
  static let fieldTypes = ["text", "integer", "decimal", "date", "boolean"]

  /// The one form in which a value is kept: equal values are equal texts.
  func canonical(_ text: String) throws(ValueFault) -> String {
    switch self {
    case .text:
      return text
    case .integer:
      if let number = Int64(text) { return String(number) }
      throw ValueFault(message: "'\(text)' is no whole number", remedy: "write digits only")
    case .decimal:
      let kind = ValueKind.decimal(.min + 1 ... .max)
      return kind.text(try kind.value(text, ValueContext()), ValueContext())
    case .date:
      return ValueKind.day.text(try ValueKind.day.value(text, ValueContext()), ValueContext())
    case .boolean:
      switch text.lowercased() {
      case "true", "yes", "1": return "true"
      case "false", "no", "0": return "false"
      default: throw ValueFault(message: "'\(text)' is neither true nor false", remedy: "write true or false")
      }
    case .ip:
      if Self.isAddress(text) { return text.lowercased() }
      throw ValueFault(message: "'\(text)' is no IP address", remedy: "write 192.0.2.1, 2001:db8::1 or 192.0.2.0/24")
    case .number:
      if 1...15 ~= text.utf8.count, text.utf8.allSatisfy({ 48...57 ~= $0 }) { return text }
      let digits = text.filter { !" -./()".contains($0) }
      let bare = digits.hasPrefix("+") ? String(digits.dropFirst()) : digits
      if 1...15 ~= bare.utf8.count, bare.utf8.allSatisfy({ 48...57 ~= $0 }) { return bare }
      throw ValueFault(message: "'\(text)' is no telephone number", remedy: "write one to fifteen digits, with or without +")
    }
  }

  /// An address, or a network as `192.0.2.0/24`.
  private static func isAddress(_ text: String) -> Bool {
    let parts = text.split(separator: "/", maxSplits: 1, omittingEmptySubsequences: false)
    guard IPAddress(parts[0]) != nil else { return false }
    guard parts.count == 2 else { return true }
    let most = parts[0].contains(":") ? 128 : 32
    return Int(parts[1]).map { 0...most ~= $0 } ?? false
  }
}
