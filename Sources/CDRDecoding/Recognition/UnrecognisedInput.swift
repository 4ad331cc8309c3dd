/// An input that fits no built-in dialect, or more than one.
package struct UnrecognisedInput: Error, Hashable, Sendable, CustomStringConvertible {
  /// The dialects that fit, where several do; otherwise all there are.
  package let candidates: [String]
  package let description: String
}
