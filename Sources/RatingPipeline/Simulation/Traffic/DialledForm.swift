internal import Bytes
internal import RatePlans
internal import Telecom

/// Writes numbers the way a plan's customers dial them, so that the plan's dialling rules make E.164 of them again.
struct DialledForm {
  private let countryCode: PhoneNumber?
  private let internationalPrefix: [UInt8]
  private let nationalPrefix: [UInt8]
  private let nationalLengths: [Int]

  init(_ rules: DiallingRules) {
    countryCode = PhoneNumber(rules.countryCode)
    let plus = rules.isEmpty ? "" : "+"
    internationalPrefix = Array((rules.internationalPrefixes.first ?? plus).utf8)
    nationalPrefix = Array(rules.nationalPrefix.utf8)
    nationalLengths = rules.nationalLengths
  }

  /// - Parameter number: E.164, or a short number, which is dialled as it is.
  func append(_ number: PhoneNumber, to writer: ByteWriter) {
    guard number.count > 6 else { return writer.append(packedDigits: number.packed & ~0xF, count: number.count) }
    if let countryCode, number.prefix(countryCode.count) == countryCode {
      let rest = number.count - countryCode.count
      let fits = nationalLengths.contains(rest) || (nationalLengths.isEmpty && !nationalPrefix.isEmpty)
      if fits {
        writer.append(contentsOf: nationalPrefix)
        writer.append(packedDigits: (number.packed & ~0xF) << UInt64(4 * countryCode.count), count: rest)
        return
      }
    }
    writer.append(contentsOf: internationalPrefix)
    writer.append(packedDigits: number.packed & ~0xF, count: number.count)
  }
}
