internal import Bytes
package import Telecom

/// A dialect bound to the columns of one file.
package struct RecordDecoder: Sendable {
  /// Longer records are rejected: no switch writes such, and a lost line end makes one.
  static let longestRecord = 1 << 20

  package let framing: RecordFraming
  /// The header record as it stood; empty without one. Written into rejects, so that they can be rated again.
  package let header: [UInt8]
  /// Records must pass through a `RecordJoiner` in input order.
  package let joins: Bool

  let syntax: DialectDefinition.Syntax
  let layout: FieldIndex.Layout
  let mapping: RecordMapping
  let lines: LineFilter
  /// Delimited: where each slot's value stands, for each layout in turn.
  let slotFields: [SlotField]
  let slotCount: Int
  /// Delimited: which layout a record with so many fields has; -1 for none.
  let layoutOfCount: [Int16]
  let runOn: RunOnShapes
  /// Fixed: where each slot's value stands.
  let places: [Slot]
  /// Fixed: up to where a line must reach at least; blanks at its end are often cut off.
  let shortestLine: Int
  let paths: PathTree
  let attributes: AttributeTable
  let trims: Bool
  let urlDecoded: Bool
  let keepsOthers: Bool

  /// Takes the records of a chunk apart.
  ///
  /// `batch.text[..<batch.inputCount]` holds whole records; every one of them becomes a usage record, a reject, or a
  /// count. Blank lines, comments, banners, headers and trailers are no records.
  /// - Parameter atStart: the chunk begins the file, so that what stands before its header is passed over.
  package func decode(_ batch: inout UsageBatch, scratch: inout DecodeScratch, atStart: Bool) {
    scratch.begin(slots: slotCount)
    var text: [UInt8] = []
    swap(&text, &batch.text)
    nameProperties(&text, &scratch)
    switch syntax {
    case .delimited: decodeDelimited(&text, &batch, &scratch, atStart: atStart)
    case .fixed: decodeFixed(&text, &batch, &scratch)
    case .json: decodeJSON(&text, &batch, &scratch)
    case .detail: decodeDetail(&text, &batch, &scratch)
    }
    swap(&text, &batch.text)
  }

  /// How many records a chunk just decoded was made from, whatever became of them.
  package func recordsRead(in batch: UsageBatch) -> Int {
    // The half that ends a call waits as a part alone; all else is a record, a reject or a count already.
    batch.recordsRead + (mapping.joinStyle == .halves ? batch.parts.count { $0.role == .end } : 0)
  }

  /// Writes the names of kept columns behind the text, once for the chunk.
  private func nameProperties(_ text: inout [UInt8], _ scratch: inout DecodeScratch) {
    scratch.propertyNames.removeAll(keepingCapacity: true)
    for property in mapping.properties {
      let name = mapping.literals.patterns[Int(property.literal)]
      scratch.propertyNames.append(TextRange(offset: UInt32(text.count), count: UInt32(name.count)))
      text.append(contentsOf: mapping.literals.bytes[Int(name.offset)..<Int(name.offset + name.count)])
    }
  }

  func malformed(
    _ place: RecordPlace, _ detail: String, _ batch: inout UsageBatch
  ) {
    batch.rejects.append(
      Reject(.malformedRecord, field: .record, detail: detail, line: place.line, raw: place.raw))
  }

  /// Looks at how the record at hand answers the dialect's signs of recognition, then takes it.
  @inline(__always)
  func take(_ place: RecordPlace, _ text: inout [UInt8], _ scratch: inout DecodeScratch, _ batch: inout UsageBatch) {
    if scratch.isRecognising {
      if mapping.recognised.allSatisfy({ mapping.holds($0, text.span, scratch.slots) }) { scratch.recognised += 1 }
    }
    mapping.take(place, &text, &scratch, &batch)
  }
}
