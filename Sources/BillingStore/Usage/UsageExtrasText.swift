internal import Bytes
internal import RatingPipeline
internal import Telecom

/// What only some records carry, as a JSON object: facts of the record first, in this order, then what the book adds.
struct UsageExtrasText {
  let batch: UsageBatch

  init(_ batch: UsageBatch) { self.batch = batch }

  /// Leaves the object open, or writes nothing where there is nothing.
  func writeFacts(of extras: UsageExtras, to writer: ByteWriter) {
    text("service", extras.service, writer)
    text("service_type", extras.serviceType, writer)
    text("user_name", extras.userName, writer)
    text("trunk_in", extras.trunkIn, writer)
    text("trunk_out", extras.trunkOut, writer)
    text("ip", extras.ipAddress, writer)
    text("card", extras.card, writer)
    text("lrn", extras.lrn, writer)
    if extras.iiDigits >= 0 { integer("ii_digits", Int(extras.iiDigits), writer) }
    if extras.octetsIn >= 0 { integer("octets_in", Int(extras.octetsIn), writer) }
    if extras.octetsOut >= 0 { integer("octets_out", Int(extras.octetsOut), writer) }
    if let quantity = extras.quantityNanos { nanos("quantity", quantity, writer) }
    text("unit", extras.unit, writer)
    if let price = extras.priceNanos { nanos("price", price, writer) }
    if !extras.properties.isEmpty {
      key("properties", writer)
      for (position, index) in extras.properties.enumerated() {
        writer.append(UInt8(ascii: position == 0 ? "{" : ","))
        let property = batch.properties[Int(index)]
        writer.appendJSON(batch.text, property.name.range)
        writer.append(UInt8(ascii: ":"))
        writer.appendJSON(batch.text, property.value.range)
      }
      writer.append(UInt8(ascii: "}"))
    }
  }

  /// What is no fact of the record itself: it counts for nothing where two records are compared.
  static let remarks = [
    "source", "billed_quantity", "components", "tier", "supplier", "currency", "covered", "volumes", "rated_as",
  ]

  /// - Parameter index: of the record among the rated rows.
  func writeRemarks(source: TextRange, _ index: Int, of rows: RatedRows, _ components: ComponentsText, to writer: ByteWriter) {
    text("source", source, writer)
    let usage = rows.usage[index]
    if usage.billedQuantity >= 0 { integer("billed_quantity", Int(usage.billedQuantity), writer) }
    if !rows.components(of: index).isEmpty {
      key("components", writer)
      components.write(index, of: rows, to: writer)
    }
  }

  /// What allowances covered of the row.
  func writeCovered(_ index: Int, of rows: RatedRows, _ covered: CoveredText, to writer: ByteWriter) {
    guard !rows.covered(of: index).isEmpty else { return }
    key("covered", writer)
    covered.write(index, of: rows, to: writer)
  }

  /// What volumes had come to that priced the row.
  /// - Parameter names: of the plan's volumes.
  func writeVolumes(_ index: Int, of rows: RatedRows, _ names: [[UInt8]], to writer: ByteWriter) {
    guard rows.usage[index].detail >= 0 else { return }
    let volumes = rows.details[Int(rows.usage[index].detail)].volumes
    guard !volumes.isEmpty else { return }
    key("volumes", writer)
    for place in volumes {
      let total = rows.volumes[Int(place)]
      writer.append(literal: place == volumes.lowerBound ? "[{\"volume\":" : ",{\"volume\":")
      writer.appendJSON(names[Int(total.volume)], 0..<names[Int(total.volume)].count)
      writer.append(literal: ",\"before\":")
      writer.append(decimal: Int(total.before))
      writer.append(UInt8(ascii: "}"))
    }
    writer.append(UInt8(ascii: "]"))
  }

  /// How a row was rated that draws on promises, as far as nothing else tells: what is left out is a call, outgoing, priced
  /// by all decks, of numbers that are not short.
  func writeRating(_ rating: BookedRating, to writer: ByteWriter) {
    guard rating != BookedRating() else { return }
    key("rated_as", writer)
    writer.append(rating.text)
  }

  /// Of a row at a level above the payer's own.
  func writeLevel(_ level: IngestDirectory.Level, currency: String, to writer: ByteWriter) {
    key("tier", writer)
    writer.appendJSON(level.tier, 0..<level.tier.count)
    guard !level.supplier.isEmpty else { return }
    key("supplier", writer)
    writer.appendJSON(level.supplier, 0..<level.supplier.count)
    key("currency", writer)
    writer.append(UInt8(ascii: "\""))
    writer.append(currency)
    writer.append(UInt8(ascii: "\""))
  }

  private func key(_ name: StaticString, _ writer: ByteWriter) {
    writer.append(UInt8(ascii: writer.count == 0 ? "{" : ","))
    writer.append(UInt8(ascii: "\""))
    writer.append(literal: name)
    writer.append(literal: "\":")
  }

  private func text(_ name: StaticString, _ range: TextRange, _ writer: ByteWriter) {
    guard !range.isEmpty else { return }
    key(name, writer)
    writer.appendJSON(batch.text, range.range)
  }

  private func integer(_ name: StaticString, _ value: Int, _ writer: ByteWriter) {
    key(name, writer)
    writer.append(decimal: value)
  }

  private func nanos(_ name: StaticString, _ value: Int64, _ writer: ByteWriter) {
    key(name, writer)
    writer.append(nanos: value)
  }
}
