package import Telecom

/// Which usage an allowance, a volume, a commitment or a limit is for. An empty set asks for nothing; all that are not
/// empty have to hold.
package struct UsageSet: Sendable, Hashable {
  package var serviceTypes: Set<String> = []
  package var directions: Set<UsageDirection> = []
  /// Names as the row has them that prices the first step.
  package var destinations: Set<String> = []
  /// Of the number that the row was found for; a prefix that is the whole of a short number, too.
  package var prefixes: [DeckPrefix] = []
  package var jurisdictions: Set<Jurisdiction> = []
  /// Bands in which a step begins, by their index in the plan.
  package var bands: Set<Int16> = []
  /// Elapsed seconds at which a step begins.
  package var elapsed: Range<Int64> = 0..<Int64.max

  package init() {}

  /// Whether all usage of `other` is also of this set, as far as the sets say it by themselves.
  package func covers(_ other: UsageSet) -> Bool {
    func covers<Element>(_ mine: Set<Element>, _ theirs: Set<Element>) -> Bool {
      mine.isEmpty || !theirs.isEmpty && theirs.isSubset(of: mine)
    }
    return covers(serviceTypes, other.serviceTypes) && covers(directions, other.directions)
      && covers(destinations, other.destinations) && covers(jurisdictions, other.jurisdictions)
      && covers(bands, other.bands)
      && elapsed.lowerBound <= other.elapsed.lowerBound && other.elapsed.upperBound <= elapsed.upperBound
      && (prefixes.isEmpty
        || !other.prefixes.isEmpty && other.prefixes.allSatisfy { theirs in prefixes.contains { $0.covers(theirs) } })
  }
}
