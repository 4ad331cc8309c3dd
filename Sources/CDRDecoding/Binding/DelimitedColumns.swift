/// Which field of a delimited record is which column.
struct DelimitedColumns {
  /// The columns of each layout the file's records may have.
  private var layouts: [[String]] = []
  /// How many fields choose which layout; later ones do not overrule earlier ones.
  private var choice: [Int: Int] = [:]
  /// Records without named columns may have so many fields.
  private var fieldCount: ClosedRange<Int>?
  /// Fields before the first column.
  private var shift = 0
  private(set) var headerNames: [String] = []

  /// The longest record with named or numbered columns.
  private static let mostFields = 2000

  init(header: [String]) {
    headerNames = header
    layouts = [header.map { $0.lowercased() }]
    choice = [header.count: 0]
  }

  init(_ definition: DialectDefinition, _ sample: SampleRecords) {
    layouts = definition.layouts.map { $0.columns.map { $0.lowercased() } }
    fieldCount = layouts.isEmpty ? definition.fieldCount ?? 1...Self.mostFields : nil
    let records = sample.records
    for (number, layout) in definition.layouts.enumerated() {
      let count = layout.columns.count
      guard let known = choice[count] else {
        choice[count] = number
        continue
      }
      // Two layouts have as many columns: what the columns look like decides.
      let alike = records.filter { $0.count == count }
      func fitting(_ layout: DialectDefinition.Layout) -> Int {
        layout.shapes.isEmpty
          ? 0
          : alike.count { fields in
            layout.shapes.allSatisfy { shape in
              layout.columns.firstIndex(of: shape.column).map { sample.matches(fields[$0], shape.shapes) } ?? false
            }
          }
      }
      let (before, now) = (fitting(definition.layouts[known]), fitting(layout))
      let isFallback = layout.shapes.isEmpty && before * 2 <= alike.count
      if now > before || isFallback { choice[count] = number }
    }
    if !definition.anchor.isEmpty { shift = Self.anchor(definition.anchor, records, sample) }
  }

  /// The place of the first field that holds one of the anchor's values, in most records.
  private static func anchor(_ shapes: [String], _ records: [[Slot]], _ sample: SampleRecords) -> Int {
    var counts: [Int: Int] = [:]
    for fields in records.prefix(200) {
      if let place = fields.prefix(16).firstIndex(where: { sample.matches($0, shapes) }) { counts[place, default: 0] += 1 }
    }
    return counts.max { ($0.value, -$0.key) < ($1.value, -$1.key) }?.key ?? 0
  }

  /// The field of a column in one layout; a number counts from 1.
  private func field(_ name: String, in layout: Int) -> Int? {
    if layouts.indices.contains(layout), let place = layouts[layout].firstIndex(of: name.lowercased()) { return place }
    guard let number = Int(name), 1...Self.mostFields ~= number else { return nil }
    return number - 1 + shift
  }

  func has(_ name: String) -> Bool {
    (0..<max(layouts.count, 1)).contains { field(name, in: $0) != nil }
  }

  func slotFields(_ names: [String], isText: (Int) -> Bool) -> [SlotField] {
    (0..<max(layouts.count, 1)).flatMap { layout in
      names.indices.map { SlotField(column: Int32(field(names[$0], in: layout) ?? -1), isText: isText($0)) }
    }
  }

  /// Which layout a record with so many fields has; -1 for none.
  func layoutOfCount() -> [Int16] {
    if let fieldCount {
      let low = fieldCount.lowerBound + shift
      let high = min(fieldCount.upperBound + shift, Self.mostFields)
      return (0...max(high, low)).map { $0 >= low ? 0 : -1 }
    }
    var table = [Int16](repeating: -1, count: (layouts.map(\.count).max() ?? 0) + 1)
    for (count, layout) in choice { table[count] = Int16(layout) }
    return table
  }
}
