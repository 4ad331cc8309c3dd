#if canImport(Glibc)
  internal import Glibc
#endif

extension Array {
  /// Reserves capacity and asks the kernel to back it with huge pages.
  ///
  /// Look-ups at random places of tens of megabytes otherwise spend most of their time finding out where the page is.
  package mutating func reserveCapacityOnHugePages(_ capacity: Int) {
    reserveCapacity(capacity)
    let bytes = capacity * MemoryLayout<Element>.stride
    guard bytes >= 4 << 20 else { return }
    unsafe withUnsafeMutableBufferPointer { buffer in
      guard let base = buffer.baseAddress else { return }
      // SAFETY: advice changes no byte, and the stretch lies within the capacity just reserved.
      let page = UInt(4096)
      let begin = (UInt(bitPattern: base) + page - 1) / page * page
      let end = (UInt(bitPattern: base) + UInt(bytes)) / page * page
      if begin < end { _ = unsafe madvise(UnsafeMutableRawPointer(bitPattern: begin), Int(end - begin), MADV_HUGEPAGE) }
    }
  }
}
