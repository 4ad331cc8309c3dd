/// Which field of a delimited record goes into a slot.
struct SlotField: Sendable {
  /// -1 where the layout has no such column.
  var column: Int32
  /// The value is given on as text, so that doubled quotes and escapes in it must be undone.
  var isText: Bool
}
