/// The rows of one prefix.
package struct PrefixGroup: Sendable {
  package var prefix: DeckPrefix
  package var firstRow: Int32
  package var rowCount: Int32 = 0
  /// The group of the next shorter prefix, of the default in the end; -1 when there is none.
  package var shorter: Int32 = -1
  /// All rows hold at any time of day, for any jurisdiction and from the first second, so that one row prices a call.
  package var isPlain = true
  /// All rows hold at any time of day, from the first second and through the same period, each for a jurisdiction of
  /// its own, so that the call's jurisdiction alone chooses among them.
  package var isByJurisdiction = false

  init(prefix: DeckPrefix, firstRow: Int32) {
    self.prefix = prefix
    self.firstRow = firstRow
  }
}
