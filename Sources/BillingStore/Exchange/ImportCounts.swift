/// What an import did with its rows.
package struct ImportCounts: Hashable, Sendable, CustomStringConvertible {
  package var added = 0
  package var changed = 0
  package var unchanged = 0

  package var description: String { "\(added) added, \(changed) changed, \(unchanged) unchanged" }
}
