/// How a deck's text says what it says. Without a mapping a deck is in our own form.
struct DeckMapping: Sendable {
  enum Column: Sendable, Hashable {
    case title(String)
    /// Counted from 0.
    case index(Int)
  }

  enum Encoding: String, Sendable, CaseIterable {
    case utf8 = "utf-8"
    case latin1 = "latin-1"
  }

  enum TableEnd: String, Sendable, CaseIterable {
    /// The first row with neither prefix nor rate; what follows are notes.
    case blankRow = "blank_row"
    case endOfFile = "end_of_file"
  }

  enum Duplicates: String, Sendable, CaseIterable {
    case error, first, last
  }

  /// Intervals of the destinations whose names begin with some words.
  struct Increments: Sendable {
    var destination: [UInt8]
    var first: Int64
    var next: Int64
  }

  /// Rows of another file that belong to the deck's by a common value.
  struct Join: Sendable {
    var name: DeckName
    /// Column of the deck (or of what was joined before).
    var on: Column
    /// Column of the other file that holds the same value.
    var key: Column
    var text = TextLayout()
    var skipsUnmatched = false
  }

  var text = TextLayout()
  /// `nil` for a deck in our own form.
  var columns: [DeckColumn: [Column]]?
  var tableEnd = TableEnd.endOfFile
  var prefix = PrefixNotation()
  /// What the plan says of hyphens in prefixes, where it says something.
  var statedHyphen: PrefixNotation.Hyphen?
  var number = NumberNotation()
  var date = DateNotation()
  /// Words in the status or the rate that withdraw a code; lower case.
  var closedWords = ["closed"]
  var duplicates = Duplicates.error
  /// Values for cells that are empty and columns that are missing.
  var defaults: [DeckColumn: [UInt8]] = [:]
  /// What a column's cells hold for nothing, as `0` where a charge has no maximum; lower case.
  var emptyWords: [DeckColumn: [String]] = [:]
  /// The deck's words for the plan's bands; an empty one is any time.
  var bandNames: [String: String] = [:]
  /// Columns with the rates per minute of calls of each jurisdiction, in place of one column for all calls.
  var jurisdictions: [(name: String, column: Column)] = []
  var increments: [Increments] = []
  var joins: [Join] = []

  var isCanonical: Bool { columns == nil }
}
