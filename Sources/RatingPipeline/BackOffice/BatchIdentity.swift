/// Which batch this is: by its content, whatever its name.
package struct BatchIdentity: Hashable, Sendable {
  /// The input's path as the user named it; `-` for standard input.
  package var source: String
  /// Bytes of the content, unpacked; `nil` while they are not known.
  package var byteCount: Int?
  /// SHA-256 of the content, unpacked: 32 bytes; `nil` while it is not known, or nobody asked.
  package var digest: [UInt8]?
  /// Its records may belong together with those of other inputs of the run; known once it was read.
  package var joins = false

  package init(source: String, byteCount: Int? = nil, digest: [UInt8]? = nil) {
    self.source = source
    self.byteCount = byteCount
    self.digest = digest
  }

  /// The last batch of a run: halves of calls whose other halves were in none of its inputs.
  package static let leftovers = BatchIdentity(source: "")

  /// The digest in hexadecimal digits.
  package var id: String? {
    digest.map { $0.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined() }
  }
}
