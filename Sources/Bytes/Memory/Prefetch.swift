public import CByteMasks

extension Array {
  /// Asks the processor to bring an element near, which will be needed shortly.
  /// - Precondition: the index is that of an element.
  @inlinable @inline(__always) public func prefetch(_ index: Int) {
    precondition(index >= 0 && index < count)
    unsafe withUnsafeBufferPointer { elements in
      unsafe prefetch_line(elements.baseAddress! + index)  // SAFETY: checked, and a prefetch reads nothing.
    }
  }
}
