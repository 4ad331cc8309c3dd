internal import Telecom

/// Where a value stands: in a column, in the first of several that has one, or in several joined.
struct ValueDefinition: Sendable {
  var columns: [String]
  var joins = false
  var separator = ""
  var location: InputLocation
}

/// A role whose value is taken as text or number: a called number, an account code, octets.
struct TextDefinition: Sendable {
  var role: UsageField
  var value: ValueDefinition
  var cleaning: [CleaningDefinition] = []
  /// The column whose whole number counts 2³² octets each.
  var gigawords: String?
}

/// One step of a number's clean-up.
struct CleaningDefinition: Sendable {
  enum Action: Sendable {
    /// Drops every one of these characters.
    case strip(String)
    /// Replaces a prefix, which may be empty.
    case prefix(String, becomes: String)
    /// Keeps what stands before the first of these texts.
    case until(String)
    /// Keeps what stands behind the first of these texts.
    case after(String)
  }

  var action: Action
  var condition: DialectDefinition.ColumnShape?
  /// Only for values of as many characters.
  var length: Int?
}

/// Which records to take, by the value of one column.
struct RowDefinition: Sendable {
  struct Case: Sendable {
    var outcome: RowOutcome
    var shape: String
  }

  var columns: [String]
  var condition: DialectDefinition.ColumnShape?
  var cases: [Case]
  /// Not asked where the input has no such column.
  var isOptional: Bool
  /// What a reject names as the field at fault.
  var field = UsageField.answered
  var location: InputLocation
}

/// Which kind of usage a record is.
struct KindDefinition: Sendable {
  /// `nil`: whatever was not decided before.
  var column: String?
  var cases: [(shape: String, kind: UsageKind)]
  var otherwise: UsageKind?
}

struct TimeDefinition: Sendable {
  var value: ValueDefinition
  var forms: [TimeForm]
  /// The zone of all times of this dialect; `nil` when the user says it, or a column.
  var zone: ZoneRules?
  var zoneColumn: String?
  /// A column with the zone in which a time that is UTC is to be shown.
  var shownIn: String?
  /// Columns of seconds to subtract; `duration` is the record's own.
  var less: [String] = []
}

struct DurationDefinition: Sendable {
  enum Source: Sendable {
    case column(ValueDefinition, DurationUnit)
    case difference(from: ValueDefinition, to: ValueDefinition, forms: [TimeForm])
  }

  var source: Source
  var location: InputLocation
}

/// How records that belong together are recognised.
struct JoinDefinition: Sendable {
  enum Style: String, Sendable, CaseIterable {
    /// The end of a session says it all; it may be repeated, and its begin and middle only tell that it exists.
    case sessions
    /// One row begins a call, another ends it.
    case halves
  }

  var style: Style
  /// Alternatives: the first whose columns all have a value counts.
  var keys: [[String]]
  /// Further columns of the key whose order does not matter.
  var unordered: [String] = []
  /// Legs with the same value are one call.
  var call: String?
}
