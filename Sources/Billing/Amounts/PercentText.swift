/// A percentage of a document in millionths, read from its decimal text: `8.25` is 8,250,000.
@propertyWrapper package struct PercentText: Hashable, Sendable, Decodable {
  package var wrappedValue: Int64

  package init(wrappedValue: Int64) { self.wrappedValue = wrappedValue }

  package init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    let text = try container.decode(String.self)
    guard let percent = Percent.parse(text) else {
      throw DecodingError.dataCorruptedError(in: container, debugDescription: "\(text) is no percentage")
    }
    wrappedValue = percent
  }
}
