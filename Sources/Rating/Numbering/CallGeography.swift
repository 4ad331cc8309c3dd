package import Telecom

/// Where the two ends of a call are, and under whose rules that puts it.
///
/// A number that was ported is where its LRN is: that of the record, else that of the table of ported numbers. The rules
/// by which the ends give the jurisdiction are tried in the order of `Rule`; the first that holds decides.
package final class CallGeography: Sendable {
  package let numbering: NumberingPlan
  package let ported: PortedNumbers?

  package init(_ numbering: NumberingPlan, ported: PortedNumbers? = nil) {
    self.numbering = numbering
    self.ported = ported
  }

  package struct End: Sendable, Hashable {
    package enum Kind: UInt8, Sendable {
      /// No number, a short one, or what is none.
      case unknown
      /// Of a country outside the North American Numbering Plan.
      case foreign
      case tollFree
      /// North American, but not in the numbering data, or there without a state.
      case unplaced
      case placed
    }

    package var kind = Kind.unknown
    /// By which the place was looked up: the LRN of a ported number, else the number itself.
    package var number = PhoneNumber.none
    package var isPorted = false
    /// Index into the numbering plan's places; -1 where there is none.
    package var place: Int32 = -1
    /// Index into the numbering plan's states; 0 for none.
    package var state: Int32 = 0
  }

  /// Why a call has its jurisdiction.
  package enum Rule: UInt8, Sendable, CaseIterable {
    case calledUnknown, calledForeign, callingForeign, callingUnknown, callingTollFree, calledTollFree
    case calledUnplaced, callingUnplaced, otherCountry, otherState, sameRateCentre, sameLATA, sameState

    package var jurisdiction: Jurisdiction {
      switch self {
      case .calledForeign, .callingForeign, .otherCountry: .international
      case .calledUnknown, .callingUnknown, .callingTollFree, .calledTollFree, .calledUnplaced, .callingUnplaced:
        .indeterminate
      case .otherState: .interstate
      case .sameRateCentre: .local
      case .sameLATA: .intralata
      case .sameState: .intrastate
      }
    }
  }

  package struct Ends: Sendable, Hashable {
    package var calling: End
    package var called: End
    package var rule: Rule
    package var jurisdiction: Jurisdiction { rule.jurisdiction }
  }

  /// Brings near what `ends` will look at first.
  func prefetch(_ number: PhoneNumber) {
    guard let parts = number.northAmerican else { return }
    numbering.prefetch(parts)
    ported?.prefetch(number)
  }

  /// Brings near what `ends` will look at then.
  func prefetchRow(_ number: PhoneNumber) {
    guard let parts = number.northAmerican else { return }
    numbering.prefetchRow(parts)
  }

  /// - Parameters:
  ///   - calling: E.164; `.none` where there is none, or only a short number.
  ///   - called: the same.
  ///   - routingNumber: the called number's LRN as the record has it; `.none` where it has none.
  ///   - milliseconds: start of the call, since 1970 UTC.
  package func ends(
    calling: PhoneNumber, called: PhoneNumber, routingNumber: PhoneNumber, at milliseconds: Int64
  ) -> Ends {
    let from = end(calling, routingNumber: .none, at: milliseconds)
    let to = end(called, routingNumber: routingNumber, at: milliseconds)
    return Ends(calling: from, called: to, rule: rule(from, to))
  }

  private func end(_ number: PhoneNumber, routingNumber: PhoneNumber, at milliseconds: Int64) -> End {
    var end = End(number: number)
    guard number != .none else { return end }
    guard var parts = number.northAmerican else {
      end.kind = number.packed >> 60 == 1 ? .unknown : .foreign
      return end
    }
    let routing = routingNumber != .none ? routingNumber : ported?.routingNumber(of: number) ?? .none
    if let moved = routing.northAmerican {
      (end.number, end.isPorted, parts) = (routing, true, moved)
    }
    let location = numbering.location(of: parts, at: milliseconds)
    (end.place, end.state) = (location.place, location.state)
    end.kind = if parts.isTollFree { .tollFree } else if end.state > 0 { .placed } else { .unplaced }
    return end
  }

  private func rule(_ calling: End, _ called: End) -> Rule {
    switch called.kind {
    case .unknown: return .calledUnknown
    case .foreign: return .calledForeign
    case .tollFree, .unplaced, .placed: break
    }
    switch calling.kind {
    case .foreign: return .callingForeign
    case .unknown: return .callingUnknown
    case .tollFree: return .callingTollFree
    case .unplaced, .placed: break
    }
    if called.kind == .tollFree { return .calledTollFree }
    if called.kind == .unplaced { return .calledUnplaced }
    if calling.kind == .unplaced { return .callingUnplaced }
    if calling.state != called.state {
      return numbering.isOneCountry(calling.state, called.state) ? .otherState : .otherCountry
    }
    let (from, to) = (numbering.places[Int(calling.place)], numbering.places[Int(called.place)])
    if from.rateCentre > 0, from.rateCentre == to.rateCentre { return .sameRateCentre }
    return from.lata > 0 && from.lata == to.lata ? .sameLATA : .sameState
  }
}
