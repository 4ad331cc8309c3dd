internal import Bytes
package import Telecom

/// Where the numbers of North America are: state, LATA, operating company and rate centre of every exchange, and of every
/// block of a thousand numbers where an exchange is pooled.
///
/// The slow algorithm: of the rows for a number's NPA-NXX that are for its block or for all and in force, take one for
/// the block before one for all, then the latest; where there is none, one for the rest of the area code, which stands as
/// its exchange 000. Here the rows of an exchange stand together in that order, and a table of all NPA-NXX tells where.
package struct NumberingPlan: Sendable {
  /// What stands of one exchange or block; the same for many.
  package struct Place: Hashable, Sendable {
    /// Indices into `states`, `latas`, `companies` and `rateCentres`; 0 stands for what is not known.
    package var state: Int32 = 0
    package var lata: Int32 = 0
    package var company: Int32 = 0
    package var rateCentre: Int32 = 0
  }

  struct Row: Sendable {
    var exchange: Int32
    /// -1 for all of the exchange.
    var block: Int8
    /// Index into `places`.
    var place: Int32
    /// That of the place.
    var state: Int32 = 0
    /// Milliseconds since 1970 UTC; the first that counts.
    var from = Int64.min
    /// The first that counts no more.
    var to = Int64.max
  }

  package let places: [Place]
  package let states: [String]
  package let latas: [String]
  /// OCNs, the four characters of an operating company.
  package let companies: [String]
  package let rateCentres: [String]
  /// By `Place.state`; equal for states of one country.
  private let countries: [Int32]
  private let rows: [Row]
  /// By NPA-NXX where its rows begin; they end where the next one's begin.
  private let starts: [Int32]

  static let exchangeCount = 1_000_000

  init(rows: [Row], places: [Place], states: [String], latas: [String], companies: [String], rateCentres: [String]) {
    var ordered: [Row] = []
    ordered.reserveCapacityOnHugePages(rows.count)
    for index in Self.order(of: rows, { ($0.block, $0.from) > ($1.block, $1.from) }) {
      ordered.append(rows[Int(index)])
      ordered[ordered.count - 1].state = places[Int(rows[Int(index)].place)].state
    }
    self.rows = ordered
    starts = Self.starts(of: rows)
    self.places = places
    self.states = states
    self.latas = latas
    self.companies = companies
    self.rateCentres = rateCentres
    var indices: [String: Int32] = [:]
    var countries: [Int32] = []
    for country in states.map(Self.country) {
      let index = indices[country] ?? Int32(indices.count)
      indices[country] = index
      countries.append(index)
    }
    self.countries = countries
  }

  package var rowCount: Int { rows.count }

  /// By exchange how many rows those before it have.
  private static func starts(of rows: [Row]) -> [Int32] {
    var starts = [Int32](repeating: 0, count: exchangeCount + 1)
    for row in rows { starts[Int(row.exchange) + 1] += 1 }
    for exchange in 1...exchangeCount { starts[exchange] += starts[exchange - 1] }
    return starts
  }

  /// The indices of rows by exchange; of one exchange as `precedes` has them, equal ones in the order they came.
  static func order(of rows: [Row], _ precedes: (Row, Row) -> Bool) -> [Int32] {
    var next = starts(of: rows)
    var order = [Int32](repeating: 0, count: rows.count)
    for (index, row) in rows.enumerated() {
      order[Int(next[Int(row.exchange)])] = Int32(truncatingIfNeeded: index)
      next[Int(row.exchange)] += 1
    }
    var start = 0
    while start < order.count {
      var end = start + 1
      while end < order.count, rows[Int(order[end])].exchange == rows[Int(order[start])].exchange { end += 1 }
      if end - start > 1 {
        order[start..<end].sort {
          let (left, right) = (rows[Int($0)], rows[Int($1)])
          return precedes(left, right) || (!precedes(right, left) && $0 < $1)
        }
      }
      start = end
    }
    return order
  }

  func prefetch(_ number: PhoneNumber.NorthAmerican) { starts.prefetch(number.exchange) }

  /// To be asked for once what `prefetch` asked for is near.
  func prefetchRow(_ number: PhoneNumber.NorthAmerican) {
    let row = Int(starts[number.exchange])
    if row < rows.count { rows.prefetch(row) }
  }

  /// Of two states, by their indices.
  func isOneCountry(_ state: Int32, _ other: Int32) -> Bool { countries[Int(state)] == countries[Int(other)] }

  /// Of a row: its place, and the state of that, so that places need seldom be read.
  struct Location {
    /// Index into `places`; -1 for none.
    var place: Int32 = -1
    /// Index into `states`.
    var state: Int32 = 0
  }

  /// - Parameter milliseconds: since 1970 UTC.
  /// - Returns: an index into `places`; -1 for a number that the plan does not have at that time.
  /// - Complexity: O(rows of the exchange); no allocation.
  package func place(of number: PhoneNumber.NorthAmerican, at milliseconds: Int64) -> Int32 {
    location(of: number, at: milliseconds).place
  }

  func location(of number: PhoneNumber.NorthAmerican, at milliseconds: Int64) -> Location {
    let own = location(inExchange: number.exchange, block: number.block, at: milliseconds)
    return own.place >= 0 ? own : location(inExchange: number.areaCode * 1000, block: -1, at: milliseconds)
  }

  private func location(inExchange exchange: Int, block: Int, at milliseconds: Int64) -> Location {
    for index in Int(starts[exchange])..<Int(starts[exchange + 1]) {
      let own = Int(rows[index].block)
      if own < 0 || own == block, rows[index].from <= milliseconds, milliseconds < rows[index].to {
        return Location(place: rows[index].place, state: rows[index].state)
      }
    }
    return Location()
  }

  private static let unitedStates = Set(
    """
    AL AK AZ AR CA CO CT DE DC FL GA HI ID IL IN IA KS KY LA ME MD MA MI MN MS MO MT NE NV NH NJ NM NY NC ND OH OK OR PA \
    RI SC SD TN TX UT VT VA WA WV WI WY PR VI GU AS MP CM
    """.split(separator: " ").map(String.init))
  private static let canada = Set("AB BC MB NB NL NF NS NT NU ON PE PQ QC SK YT".split(separator: " ").map(String.init))

  /// States of one country have its code; every other is a country of its own, as the islands are.
  private static func country(of state: String) -> String {
    unitedStates.contains(state) ? "US" : canada.contains(state) ? "CA" : state
  }
}
