package import Compression
package import Bytes
package import RatePlans

/// Plausible traffic for a plan, written as a switch would write it.
///
/// Called numbers lie under the plan's prefixes, a few of which get most calls; calls follow the hours of the week, three
/// in ten are not answered, and talk lengths are spread log-normally. All of it is integers that follow from the seed.
package struct Simulation {
  private var traffic: Traffic
  private let format: SimulatedFormat
  private let isData: Bool
  private var context: TemplateContext

  /// The formats that can be written, as `tollbook formats` lists them.
  package static var formats: [String] { SimulatedFormat.all.map(\.name) }

  package init(_ settings: SimulationSettings, plan: RatePlan, format name: String) throws(SimulationError) {
    guard let format = SimulatedFormat.named(name) else { throw .unknownFormat(name) }
    self.format = format
    isData = plan.tariffs.contains { $0.measure != .seconds && $0.measure != .quantity } || plan.tariff(.seconds) == nil
    guard !isData || format.session != nil else { throw .carriesNoData(format: name, plan: plan.name) }
    traffic = try Traffic(settings, plan: plan, format: format, isData: isData)
    context = TemplateContext(zone: settings.zone ?? plan.zone, dialling: plan.dialling)
  }

  /// Writes all records and ends the sink.
  package mutating func write(to sink: ByteSink) throws(SystemError) {
    let writer = ByteWriter(capacity: 1 << 20)
    var call = traffic.next()
    var last = call ?? SimulatedCall()
    format.header.write(last, &context, to: writer)
    while let current = call {
      template(for: current).write(current, &context, to: writer)
      if writer.count > 1 << 19 {
        try sink.write(writer)
        writer.removeAll()
      }
      last = current
      call = traffic.next()
    }
    format.trailer.write(last, &context, to: writer)
    try sink.write(writer)
    try sink.finish()
  }

  private func template(for call: SimulatedCall) -> CallTemplate {
    if isData, let session = format.session { return session }
    return call.outcome == .answered ? format.answered : format.unanswered
  }
}
