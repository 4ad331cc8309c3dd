internal import Bytes
internal import Telecom

extension RejectsWriter {
  /// A reject as a JSON object of one line, its keys the columns of a rejects file.
  func writeJSON(_ reject: Reject, of batch: UsageBatch, at place: BatchPlace, to writer: ByteWriter) {
    let origin = reject.origin >= 0 ? batch.origins[Int(reject.origin)] : nil
    writer.append(literal: "{\"type\":\"reject\",\"reason\":")
    writer.appendJSON(reject.reason.code)
    writer.append(literal: ",\"field\":")
    writer.appendJSON(reject.field.rawValue)
    writer.append(literal: ",\"source\":")
    if let origin { writer.appendJSON(batch.text, origin.source.range) } else { writer.appendJSON(place.context.source) }
    writer.append(literal: ",\"line\":")
    writer.append(decimal: origin?.line ?? place.firstLine + Int(reject.line))
    writer.append(literal: ",\"byte_offset\":")
    writer.append(decimal: origin?.byteOffset ?? place.byteOffset + Int(reject.raw.offset))
    writer.append(literal: ",\"message\":")
    writer.appendJSON(message(reject, batch))
    writer.append(literal: ",\"format\":")
    writer.appendJSON(place.context.format)
    writer.append(literal: ",\"time_zone\":")
    writer.appendJSON(place.context.timeZone)
    writer.append(literal: ",\"header\":")
    writer.appendJSON(place.context.header, 0..<place.context.header.count)
    writer.append(literal: ",\"record\":")
    writer.appendJSON(batch.text, reject.raw.range)
    writer.append(literal: "}\n")
  }
}
