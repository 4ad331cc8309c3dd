/// An amount of a document in minor units, read from its decimal text: `165.25` is 16,525. A document writes all digits
/// of the currency, so that the text without its point is the amount.
@propertyWrapper package struct MinorText: Hashable, Sendable, Decodable {
  package var wrappedValue: Int64

  package init(wrappedValue: Int64) { self.wrappedValue = wrappedValue }

  package init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    let text = try container.decode(String.self)
    guard let units = Int64(text.filter { $0 != "." }) else {
      throw DecodingError.dataCorruptedError(in: container, debugDescription: "\(text) is no amount")
    }
    wrappedValue = units
  }
}
