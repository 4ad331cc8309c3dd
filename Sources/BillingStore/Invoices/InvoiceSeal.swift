internal import Bytes

/// The chain of hashes over invoices and credit notes, by id.
///
/// ```
/// hash(n) = SHA-256( hash(n-1) | id kind series number account period_from period_to invoice_day due_day is_final
///                    currency carried_forward movements charges taxes total_due | document | inputs )
/// ```
/// Integers are eight bytes, the highest first; texts, and the unpacked document and inputs, have their length before
/// them. The first follows 32 zero bytes.
struct InvoiceSeal {
  private let sha = SHA256()

  init(after hash: [UInt8]) { sha.update(hash) }

  mutating func add(_ values: [SQLValue]) {
    for value in values {
      switch value {
      case .integer(let value): sha.update(value)
      case .text(let value): sha.update(value)
      case .null: sha.update(Int64(0))  // Of a damaged file, as are blobs here.
      case .blob(let bytes): sha.update(bytes)
      }
    }
  }

  mutating func add(_ bytes: [UInt8]) {
    sha.update(Int64(bytes.count))
    sha.update(bytes)
  }

  func digest() -> [UInt8] { sha.digest() }
}
