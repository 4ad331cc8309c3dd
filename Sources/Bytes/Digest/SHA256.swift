internal import CCrypto

/// The SHA-256 of bytes that come piece by piece (FIPS 180-4), by OpenSSL's libcrypto; what `sha256sum` prints.
///
/// SAFETY, for the C calls of this file: `context` is made once and freed in `deinit`; every pointer is used only
/// inside the call it is lent to, with the bounds that were checked.
@safe package final class SHA256: @unchecked Sendable {  // Handed from thread to thread, never shared.
  private let context: OpaquePointer

  package init() {
    unsafe context = EVP_MD_CTX_new()
    unsafe EVP_DigestInit_ex(context, EVP_sha256(), nil)
  }

  deinit { unsafe EVP_MD_CTX_free(context) }

  package func update(_ bytes: Span<UInt8>) {
    unsafe bytes.withUnsafeBytes { _ = unsafe EVP_DigestUpdate(context, $0.baseAddress, $0.count) }
  }

  package func update(_ bytes: [UInt8]) { update(bytes.span) }

  /// - Precondition: `range` lies in `bytes`.
  package func update(_ bytes: [UInt8], _ range: Range<Int>) { update(bytes.span.extracting(range)) }

  /// Eight bytes, the highest first.
  package func update(_ integer: Int64) {
    update((0..<8).map { UInt8(truncatingIfNeeded: integer >> (56 - 8 * $0)) })
  }

  /// A text with its length before it, so that two texts in a row have one reading only.
  package func update(_ text: String) {
    let bytes = Array(text.utf8)
    update(Int64(bytes.count))
    update(bytes)
  }

  /// The 32 bytes of everything so far; begins anew afterwards.
  package func digest() -> [UInt8] {
    var digest = [UInt8](repeating: 0, count: 32)
    unsafe digest.withUnsafeMutableBufferPointer { _ = unsafe EVP_DigestFinal_ex(context, $0.baseAddress, nil) }
    unsafe EVP_DigestInit_ex(context, EVP_sha256(), nil)
    return digest
  }
}
