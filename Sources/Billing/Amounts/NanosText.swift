internal import Telecom

/// A number of a document in billionths, read from its decimal text: `0.0125` is 12,500,000.
@propertyWrapper package struct NanosText: Hashable, Sendable, Decodable {
  package var wrappedValue: Int64

  package init(wrappedValue: Int64) { self.wrappedValue = wrappedValue }

  package init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    let text = try container.decode(String.self)
    guard let nanos = try? Decimal9.parse(text) else {
      throw DecodingError.dataCorruptedError(in: container, debugDescription: "\(text) is no number of nine decimals")
    }
    wrappedValue = nanos
  }
}
