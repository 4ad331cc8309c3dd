internal import Telecom

/// Where a record stands in its batch.
struct RecordPlace {
  var raw: TextRange
  var line: UInt32
}
