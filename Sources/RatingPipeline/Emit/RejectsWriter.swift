package import Bytes
internal import RatePlans
internal import Rating
package import Telecom

/// Writes rejects as CSV: one row a record, with all it takes to rate the record again.
///
/// `format`, `time_zone` and `header` say how the record is to be read; `record` is the record byte for byte, without
/// its line end.
package struct RejectsWriter: Sendable {
  package static let columns = [
    "reason", "field", "source", "line", "byte_offset", "message", "format", "time_zone", "header", "record",
  ]
  package static let header = Array((columns.joined(separator: ",") + "\n").utf8)

  private let source: [UInt8]
  /// `,format,time_zone,header,` as it goes into every row.
  private let reading: [UInt8]
  /// By the plans' index.
  private let planNames: [String]

  package init(_ context: BatchContext) {
    planNames = context.rater.raters.map(\.plan.name)
    let writer = ByteWriter()
    writer.appendCSV(context.source)
    source = writer.bytes
    writer.removeAll()
    writer.append(44)
    writer.appendCSV(context.format)
    writer.append(44)
    writer.appendCSV(context.timeZone)
    writer.append(44)
    writer.appendCSV(context.header, 0..<context.header.count)
    writer.append(44)
    reading = writer.bytes
  }

  /// - Parameters:
  ///   - firstLine: the number of the batch's first line, from 1.
  ///   - byteOffset: where the batch begins in its decompressed input.
  package func write(
    _ rejects: [Reject], of batch: UsageBatch, firstLine: Int, byteOffset: Int, to writer: ByteWriter
  ) {
    for reject in rejects {
      writer.append(reject.reason.code + "," + reject.field.rawValue + ",")
      if reject.origin >= 0 {
        let origin = batch.origins[Int(reject.origin)]
        writer.appendCSV(batch.text, origin.source.range)
        writer.append(",\(origin.line),\(origin.byteOffset),")
      } else {
        writer.append(contentsOf: source)
        writer.append(",\(firstLine + Int(reject.line)),\(byteOffset + Int(reject.raw.offset)),")
      }
      writer.appendCSV(message(reject, batch))
      writer.append(contentsOf: reading)
      writer.appendCSV(batch.text, reject.raw.range)
      writer.append(10)
    }
  }

  /// What is wrong and what to do, with the last digits of subscribers' numbers masked.
  package func message(_ reject: Reject, _ batch: UsageBatch) -> String {
    let shown = reject.value.isEmpty ? "" : excerpt(reject, batch)
    let field = reject.field.rawValue
    let planName = planNames[Int(reject.plan)]
    let (fault, remedy) = switch reject.reason {
    case .malformedRecord: ("the record cannot be taken apart", "mend it, or name the right --format")
    case .missingField: ("\(field) is missing", "fill it in, or map another column to it")
    case .invalidTime: ("\(field) '\(shown)' is no time this format has", "mend it, or add its form to the format")
    case .invalidDuration: ("\(field) '\(shown)' is no duration", "mend it")
    case .invalidQuantity: ("\(field) '\(shown)' is no quantity", "mend it")
    case .invalidField where shown.isEmpty: ("\(field) is not what this field can hold", "mend it")
    case .invalidField: ("\(field) '\(shown)' is not what this field can hold", "mend it, or tell the format what it means")
    case .unmatchedLeg: ("the other half of the call is not in the input", "rate it with the file that has it")
    case .unknownPayer where shown.isEmpty: (
        "the record has nothing that a subscriber is known by", "fill it in, or map another column to it")
    case .unknownPayer: ("no subscriber has \(field) '\(shown)'", "add the service to the subscribers")
    case .serviceNotActive where reject.field == .record: (
        "the reseller has no plan to buy by at that time", "give it a row that holds then")
    case .serviceNotActive: ("the service with \(field) '\(shown)' was not active", "mend its dates or its status")
    case .serviceEnded: ("the service with \(field) '\(shown)' was over", "mend its dates, or say who has it now")
    case .ambiguousPayer: ("two subscribers have \(field) '\(shown)' at that time", "end one of the two rows")
    case .invalidNumber: ("called '\(shown)' is no telephone number", "mend it, or let the format's clean-up rules do so")
    case .noZone: (
        "plan \(planName) has no zone for \(shown.isEmpty ? "a record without \(field)" : "\(field) '\(shown)'") at that time",
        "add its prefix to the zones file, or a row for any zone to the matrix")
    case .noRate where reject.field == .unit: (
        "plan \(planName) has no deck for a quantity \(shown.isEmpty ? "without a unit" : "in '\(shown)'")",
        "add one, or mend the unit")
    case .noRate: (
        "no row of plan \(planName) applies to \(shown.isEmpty ? "this session" : "'\(shown)'") at that time", "add one")
    case .destinationBlocked: ("plan \(planName) blocks '\(shown)'", "free it in the deck, or find out who called")
    case .conflictingRecord: (
        "the book has another record with the id '\(shown)'", "find out which of the two is right; this one is not billed")
    case .amountTooLarge: ("the charge passes 9.2 billion", "check the duration and the plan")
    }
    let level = reject.level.isEmpty ? "" : " (level \(reject.level))"
    return "\(fault)\(reject.detail.isEmpty ? "" : ": " + reject.detail)\(level); \(remedy)"
  }

  private func excerpt(_ reject: Reject, _ batch: UsageBatch) -> String {
    var value = batch.string(reject.value)
    if [.called, .calling, .card].contains(reject.field), value.count > 6 {  // Shorter ones are extensions and services.
      let masked = value.suffix(4).map { $0.isNumber ? "x" : $0 }
      value = value.dropLast(4) + String(masked)
    }
    value = String(value.map { $0.isASCII && $0 < " " ? "\u{FFFD}" : $0 })
    return value.count <= 60 ? value : value.prefix(60) + "…"
  }
}
