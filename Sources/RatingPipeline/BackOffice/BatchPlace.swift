/// Where a chunk stands in its input.
package struct BatchPlace: Sendable {
  package var context: BatchContext
  /// Number of the chunk's first line, from 1.
  package var firstLine: Int
  /// Where the chunk begins in the decompressed input.
  package var byteOffset: Int

  package init(_ context: BatchContext, firstLine: Int = 1, byteOffset: Int = 0) {
    self.context = context
    self.firstLine = firstLine
    self.byteOffset = byteOffset
  }
}
