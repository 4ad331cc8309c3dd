import ArgumentParser

/// The words behind a command that takes any column of a record as an option: `NAME --title Ada --currency=USD`.
struct TypedArguments {
  /// Words that are no option.
  var words: [String] = []
  var fields: [(name: String, value: String)] = []

  init(_ arguments: [String]) throws {
    var rest = arguments[...]
    while let word = rest.popFirst() {
      guard word.hasPrefix("--"), word.count > 2 else {
        words.append(word)
        continue
      }
      let parts = word.dropFirst(2).split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
      let name = parts[0].replacing("-", with: "_")
      if parts.count == 2 {
        fields.append((name, parts[1]))
      } else if let value = rest.popFirst() {
        fields.append((name, value))
      } else {
        throw ValidationError("\(word) has no value; write \(word) VALUE, or \(word)= to clear it")
      }
    }
  }
}
