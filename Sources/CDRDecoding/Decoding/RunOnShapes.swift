internal import Bytes
internal import Telecom

/// Knows a record that stands behind another one in the same line, because the line end between them was lost.
///
/// The last value of the one and the first of the other have become one field, so the first column's shapes should
/// begin with `*`.
struct RunOnShapes: Sendable {
  private struct Column: Sendable {
    var offset: Int
    var patterns: Range<Int>
  }

  private var pool = PatternPool()
  private var columns: [Column] = []
  /// Fields that a record has at least.
  private var width = 0

  /// - Parameter shapes: of columns by number, counted from 1.
  init(_ shapes: [DialectDefinition.ColumnShape]) {
    for shape in shapes {
      guard let number = Int(shape.column) else { continue }
      let first = pool.patterns.count
      for text in shape.shapes { _ = pool.add(text) }
      columns.append(Column(offset: number - 1, patterns: first..<pool.patterns.count))
      width = max(width, number)
    }
  }

  /// The field, counted from 1, with which the second record of a line begins.
  /// - Parameter line: without its line end, and without a carriage return before that.
  func secondRecord(
    _ text: Span<UInt8>, _ fieldEnds: Span<UInt32>, firstField: Int, fieldCount: Int, line: Slot
  ) -> Int? {
    guard !columns.isEmpty, fieldCount >= 2 * width - 1 else { return nil }
    search: for field in (width - 1)...(fieldCount - width) {
      for column in columns {
        let number = field + column.offset
        let value = Slot(
          start: number == 0 ? line.start : fieldEnds[firstField + number - 1] + 1,
          end: number + 1 == fieldCount ? line.end : fieldEnds[firstField + number])
        guard column.patterns.contains(where: { pool.matches($0, text, value) }) else { continue search }
      }
      return field + 1
    }
    return nil
  }
}
