/// Where the columns of one deck are.
struct DeckLayout: Sendable {
  struct Place: Sendable {
    var column: DeckColumn
    /// Counted from 0.
    var index: Int
  }

  /// All columns that are read, but those of the key and the destination.
  var places: [Place] = []
  var key = DeckKey.prefix(-1)
  /// Several where a destination is put together from them.
  var destinations: [Int] = []
  /// Columns with the rates of single jurisdictions.
  var rates: [(jurisdiction: String, index: Int)] = []
  /// The rate, which with the key tells a row from a note.
  var rate = -1
  /// Cells of the header; 0 without one.
  var cellCount = 0
  /// Cells that a whole row has at least: up to the last that has a title or, without a header, is mapped.
  var leastCellCount = 0
  /// The first byte of the header.
  var header = 0
  /// The first byte behind the header, and the lines up to there.
  var start = 0
  var line = 0
}
