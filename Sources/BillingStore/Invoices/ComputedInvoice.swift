package import Billing
internal import Compression
internal import Foundation
internal import Telecom

/// An invoice that is computed, ready to be shown or closed. Preview, dry run, closing and reproduction all come from
/// here.
package struct ComputedInvoice: Sendable {
  /// What a closing stores.
  struct Packed: Sendable {
    /// The inputs as JSON with their keys in order.
    var inputs: [UInt8]
    var packedInputs: [UInt8]
    var packedDocument: [UInt8]
  }

  var source: InvoiceCase
  package let result: InvoiceResult
  /// Canonical JSON, without number and hash.
  package let document: [UInt8]
  private(set) var packed: Packed?

  /// - Throws: `.invalid` with the reason for which the account cannot be billed.
  init(_ source: InvoiceCase) throws(BookError) {
    result = try Self.result(source.inputs)
    self.source = source
    document = result.invoice.json()
  }

  static func result(_ inputs: InvoiceInputs) throws(BookError) -> InvoiceResult {
    do throws(BillingError) {
      return try inputs.invoice()
    } catch {
      throw BookError(.invalid, "\(error)")
    }
  }

  var isWorthClosing: Bool { source.isWorthClosing(result) }

  /// The same invoice under the date that it gets as the next of a series.
  func dated(in series: InvoiceSeries) throws(BookError) -> ComputedInvoice {
    let day = series.date(source.inputs.date)
    guard day != source.inputs.date else { return self }
    var source = source
    source.inputs.date = day
    return try ComputedInvoice(source)
  }

  mutating func pack() {
    let inputs = Self.json(source.inputs)
    packed = Packed(inputs: inputs, packedInputs: ZstdBlock.pack(inputs), packedDocument: ZstdBlock.pack(document))
  }

  static func json(_ inputs: InvoiceInputs) -> [UInt8] {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    guard let bytes = try? encoder.encode(inputs) else { preconditionFailure("inputs are integers, texts and lists of them") }
    return [UInt8](bytes)
  }
}
