/// A record whose counts would pass 64 bits.
package struct UncountableUsage: Error {
  package var recordID: String
}
