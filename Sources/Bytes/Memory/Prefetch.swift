public import CByteMasks

extension Array {
  /// Asks the processor to bring elements near, which will be needed shortly: one, or up to a cache line's worth.
  /// - Precondition: the index is that of an element.
  @inlinable @inline(__always) public func prefetch(_ index: Int, count elements: Int = 1) {
    precondition(index >= 0 && index < count)
    unsafe withUnsafeBufferPointer { buffer in
      // SAFETY: checked, and a prefetch reads nothing. What is larger than its alignment may lie in two lines.
      let first = unsafe UnsafeRawPointer(buffer.baseAddress! + index)
      unsafe prefetch_line(first)
      let size = MemoryLayout<Element>.stride &* elements
      if size > MemoryLayout<Element>.alignment { unsafe prefetch_line(first + (size &- 1)) }
    }
  }
}
