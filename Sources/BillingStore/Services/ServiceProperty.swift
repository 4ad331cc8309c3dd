/// A property that services of a type have.
struct ServiceProperty: Sendable {
  var name: String
  var title: String
  var type = PropertyType.text
  /// The only values there are; any where empty.
  var oneOf: [String] = []
  var isRequired = false
  /// A regular expression that the whole value must match.
  var pattern: String?
  /// For people: `Mbit/s`.
  var unit = ""

  /// The value in its one form.
  func canonical(_ text: String) throws(ValueFault) -> String {
    let value = try type.canonical(text)
    if !oneOf.isEmpty, !oneOf.contains(value) {
      throw ValueFault(message: "'\(text)' is not among its values", remedy: "write one of \(oneOf.joined(separator: ", "))")
    }
    if let pattern, let expression = try? Regex(pattern), (try? expression.wholeMatch(in: value)) == nil {
      throw ValueFault(message: "'\(text)' does not match \(pattern)", remedy: "mend it")
    }
    return value
  }
}
