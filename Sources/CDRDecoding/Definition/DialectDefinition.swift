internal import Bytes
internal import Telecom

/// A dialect file as read: names and words, not yet bound to the columns of an input.
struct DialectDefinition: Sendable {
  enum Syntax: String, Sendable, CaseIterable {
    case delimited, fixed, json, detail
  }

  struct Layout: Sendable {
    var columns: [String]
    /// What columns look like where two layouts have as many of them.
    var shapes: [ColumnShape] = []
  }

  struct ColumnShape: Sendable {
    var column: String
    var shapes: [String]
  }

  /// A column of a fixed-width record, counted from 1, both ends included.
  struct Place: Sendable {
    var name: String
    var from: Int
    var to: Int
  }

  enum Kept: Sendable {
    case none, others
    case columns([String])
  }

  var name = ""
  var summary = ""
  var syntax = Syntax.delimited
  /// Where there are several, the one that occurs most counts.
  var delimiters = [UInt8(ascii: ",")]
  var quote: UInt8? = UInt8(ascii: "\"")
  var escape: UInt8?
  var multiline = false
  /// Quoted values may hold line ends where the file's beginning has such.
  var multilineWhereSeen = false
  /// Blanks around values mean nothing.
  var trims = false
  var urlDecoded = false
  /// What comment lines begin with.
  var comments: [String] = []
  /// Shapes of other lines that are no records: banners, trailers.
  var skipped: [String] = []
  /// Names that the header has, alternatives parted by `|`; empty when the dialect has none.
  var header: [String] = []
  /// The header may lack columns: records that need them are rejected.
  var isPartial = false
  var layouts: [Layout] = []
  /// How many fields a record without a layout may have.
  var fieldCount: ClosedRange<Int>?
  /// Shapes of the first numbered columns of a record, by which another one behind it in the same line is known.
  var runOn: [ColumnShape] = []
  /// Columns are counted from the first one that holds one of these.
  var anchor: [String] = []
  var places: [Place] = []
  var zoneLetters: [String: Int32] = [:]
  var recognised: [ColumnShape] = []
  var rows: [RowDefinition] = []
  var kinds: [KindDefinition] = []
  var texts: [TextDefinition] = []
  var start: [TimeDefinition] = []
  var duration: [DurationDefinition] = []
  var kept = Kept.none
  var joining: JoinDefinition?

  /// With the kinds of service types before its own, where it has a column for the type.
  func knowing(_ kinds: [String: UsageKind]) -> DialectDefinition {
    var definition = self
    let columns = texts.filter { $0.role == .serviceType && !$0.value.joins && $0.cleaning.isEmpty }.flatMap(\.value.columns)
    // A name that could be read as a shape is left to rating.
    let cases = kinds.filter { !$0.key.contains { "*?#".contains($0) } }.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
    definition.kinds = columns.map { KindDefinition(column: $0, cases: cases, otherwise: nil) } + definition.kinds
    return definition
  }
}
