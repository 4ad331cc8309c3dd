extension UsageBatch {
  /// Copies a record of another batch with all that it points to but the bytes it was read from.
  /// - Parameters:
  ///   - source: the file it stands in, unless it says itself where it first stood.
  ///   - line: counted from 1.
  ///   - byteOffset: counted from 0.
  package mutating func append(
    _ record: Int, of other: UsageBatch, source: ArraySlice<UInt8>, line: Int, byteOffset: Int
  ) {
    var copy = other.records[record]
    copy.recordID = place(copy.recordID, of: other)
    copy.accountCode = place(copy.accountCode, of: other)
    copy.calling = place(copy.calling, of: other)
    copy.called = place(copy.called, of: other)
    copy.raw = .none
    if copy.origin >= 0 {
      let origin = other.origins[Int(copy.origin)]
      appendOrigin(other.text[origin.source.range], line: origin.line, byteOffset: origin.byteOffset)
    } else {
      appendOrigin(source, line: line, byteOffset: byteOffset)
    }
    copy.origin = Int32(truncatingIfNeeded: origins.count - 1)
    if copy.extras >= 0 {
      extras.append(copied(other.extras[Int(copy.extras)], of: other))
      copy.extras = Int32(truncatingIfNeeded: extras.count - 1)
    }
    records.append(copy)
  }

  /// Records that follow each other are mostly of one file, whose name is kept once.
  private mutating func appendOrigin(_ source: ArraySlice<UInt8>, line: Int, byteOffset: Int) {
    var place = TextRange.none
    if let last = origins.last, text[last.source.range] == source {
      place = last.source
    } else {
      place = append(source)
    }
    origins.append(UsageOrigin(source: place, line: line, byteOffset: byteOffset))
  }

  private mutating func copied(_ former: UsageExtras, of other: UsageBatch) -> UsageExtras {
    var copy = former
    copy.service = place(copy.service, of: other)
    copy.serviceType = place(copy.serviceType, of: other)
    copy.trunkIn = place(copy.trunkIn, of: other)
    copy.trunkOut = place(copy.trunkOut, of: other)
    copy.userName = place(copy.userName, of: other)
    copy.ipAddress = place(copy.ipAddress, of: other)
    copy.card = place(copy.card, of: other)
    copy.lrn = place(copy.lrn, of: other)
    copy.unit = place(copy.unit, of: other)
    let first = Int32(truncatingIfNeeded: properties.count)
    for index in former.properties {
      let property = other.properties[Int(index)]
      properties.append(UsageProperty(name: place(property.name, of: other), value: place(property.value, of: other)))
    }
    copy.properties = first..<Int32(truncatingIfNeeded: properties.count)
    return copy
  }

  private mutating func place(_ range: TextRange, of other: UsageBatch) -> TextRange {
    range.isEmpty ? .none : append(other.text[range.range])
  }

  private mutating func append(_ bytes: ArraySlice<UInt8>) -> TextRange {
    defer { text.append(contentsOf: bytes) }
    return TextRange(offset: UInt32(text.count), count: UInt32(bytes.count))
  }
}
