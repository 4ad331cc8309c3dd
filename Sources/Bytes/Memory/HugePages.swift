#if canImport(Glibc)
  internal import Glibc
#endif

extension Array {
  /// Reserves capacity and asks the kernel to back it with huge pages.
  ///
  /// Look-ups at random places of tens of megabytes otherwise spend most of their time finding out where the page is.
  package mutating func reserveCapacityOnHugePages(_ capacity: Int) {
    reserveCapacity(capacity)
    unsafe withUnsafeMutableBufferPointer { buffer in
      // SAFETY: the stretch lies within the capacity just reserved.
      unsafe adviseHugePages(buffer.baseAddress, capacity * MemoryLayout<Element>.stride)
    }
  }
}

/// Asks for huge pages where a stretch of memory is long enough for some.
func adviseHugePages(_ start: UnsafeMutableRawPointer?, _ count: Int) {
  let page: UInt = 4096
  guard count >= 4 << 20 else { return }
  // SAFETY: advice changes no byte, and the pages lie within the stretch.
  let begin = (UInt(bitPattern: start) + page - 1) / page * page
  let end = (UInt(bitPattern: start) + UInt(count)) / page * page
  _ = unsafe madvise(UnsafeMutableRawPointer(bitPattern: begin), Int(end - begin), MADV_HUGEPAGE)
}
