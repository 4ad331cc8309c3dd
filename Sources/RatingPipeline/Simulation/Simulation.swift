package import Bytes
package import RatePlans

#if canImport(Glibc)
  internal import Glibc
#endif

/// Plausible traffic for a plan, written as a switch would write it.
///
/// Called numbers lie under the plan's prefixes, a few of which get most calls; calls follow the hours of the week, three
/// in ten are not answered, and talk lengths are spread log-normally. Records stand in the order in which a switch writes
/// them: when calls end. All of it is integers that follow from the seed.
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
    isData = plan.tariffs.contains { $0.measure != .seconds && $0.measure != .quantity } || plan.tariff(.seconds) == nil && plan.zones == nil
    guard !isData || format.session != nil else { throw .carriesNoData(format: name, plan: plan.name) }
    traffic = try Traffic(settings, plan: plan, format: format, isData: isData)
    context = TemplateContext(zone: settings.zone ?? plan.zone, dialling: plan.dialling)
  }

  /// Writes all records and commits the output.
  /// - Throws: also when the program is asked to end; the output is then not committed.
  package mutating func write(to output: OutputFile) throws(SystemError) {
    let writer = ByteWriter(capacity: 1 << 20)
    var events = EventQueue()
    var next = traffic.next()
    var last = next ?? SimulatedCall()
    format.header.write(last, &context, to: writer)
    while true {
      if let call = next, events.nextMoment.map({ $0 > call.startMilliseconds }) ?? true {
        schedule(call, in: &events)
        next = traffic.next()
      } else if let event = events.removeFirst() {
        template(for: event)?.write(event.call, &context, to: writer)
        last = event.call
      } else {
        break
      }
      if writer.count > 1 << 19 {
        try output.write(writer)
        writer.removeAll()
        if Interruption.isRequested { throw SystemError(path: output.path, code: EINTR) }
      }
    }
    format.trailer.write(last, &context, to: writer)
    try output.write(writer)
    try output.endInput()
    try output.commit()
  }

  private func schedule(_ call: SimulatedCall, in events: inout EventQueue) {
    if let opening = format.opening, !opening.isAtAnswer || call.outcome == .answered {
      let moment = opening.isAtAnswer ? call.answerMilliseconds : call.startMilliseconds
      events.insert(EventQueue.Event(moment: moment, isOpening: true, call: call))
    }
    events.insert(EventQueue.Event(moment: call.endMilliseconds, isOpening: false, call: call))
  }

  private func template(for event: EventQueue.Event) -> CallTemplate? {
    if event.isOpening { return isData ? format.opening?.session : format.opening?.call }
    if isData { return format.session }
    return event.call.outcome == .answered ? format.answered : format.unanswered
  }
}
