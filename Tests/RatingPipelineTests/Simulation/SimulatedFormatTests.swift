import CDRDecoding
import RatePlans
import RatingPipeline
import Telecom
import Testing

/// What a dialect reads out of a simulated file is what was put into it, as told by the same simulation in `csv` form.
@Suite struct `Simulated records` {
  struct Format: CustomTestStringConvertible {
    var name: String
    /// Milliseconds that the format's clocks can tell.
    var start: Int64 = 1_000
    var length: Int64 = 1_000
    /// The start that is read is that of the talk.
    var isAnswer = false
    /// Numbers are read as E.164, not as dialled.
    var isE164 = false
    /// Unanswered calls leave no record.
    var onlyAnswered = false
    /// Records that a call has besides the one that is taken: of an answered call, and of another.
    var others = (answered: 0, unanswered: 0)

    var testDescription: String { name }
  }

  static let formats = [
    Format(name: "asterisk"), Format(name: "asterisk-custom"), Format(name: "freeswitch"),
    Format(name: "freeswitch-json"), Format(name: "cucm"), Format(name: "broadworks", start: 1, length: 1, isE164: true),
    Format(name: "kamailio", length: 1, isAnswer: true, onlyAnswered: true),
    Format(name: "kamailio-flat", isAnswer: true, others: (1, 0)),
    Format(name: "yate", start: 1, length: 1, others: (1, 1)), Format(name: "ribbon", start: 100, length: 10),
    Format(name: "genband"), Format(name: "emi", isAnswer: true, isE164: true, onlyAnswered: true),
    Format(name: "radius", isAnswer: true, others: (1, 1)), Format(name: "csv", start: 1, length: 1),
    Format(name: "jsonl", start: 1, length: 1),
  ]

  @Test func `are tested in every format there is`() {
    #expect(Self.formats.map(\.name).sorted() == Simulation.formats.sorted())
  }

  @Test(arguments: formats)
  func `say what was simulated`(format: Format) throws {
    let dialect = try #require(Dialect.builtIn(format.name))
    let zone = try #require(ZoneRules(named: "America/New_York"))
    let prefixes = format.name == "emi" ? ["1", "1212"] : ["1", "1212", "44", "4420", "33", "611$"]
    let plan = SimulatedPlan.plan(prefixes, rules: SimulatedPlan.american, zone: zone)
    let settings = settings(calls: 2_000, seed: 11, days: 3)
    let truth = try CSVCall.all(simulated(settings, plan, "csv")).sorted { $0.id < $1.id }
    let batch = try decoded(simulated(settings, plan, format.name), dialect, zone: zone)
    let answered = truth.filter(\.answered)
    let unanswered = truth.count - answered.count

    #expect(batch.rejects.map(\.detail).isEmpty)
    #expect(batch.duplicates == 0)
    #expect(batch.records.count == answered.count)
    #expect(batch.notChargeable[.unanswered] == (format.onlyAnswered ? 0 : unanswered))
    #expect(
      batch.notChargeable.total - batch.notChargeable[.unanswered]
        == format.others.answered * answered.count + format.others.unanswered * unanswered)

    let read = batch.records.map { record in
      [
        digits(batch.string(record.calling)), digits(batch.string(record.called)), String(record.durationMilliseconds),
      ].joined(separator: " ")
    }
    let wanted = answered.map { call in
      let called = format.isE164 && call.called.hasPrefix("011") ? String(call.called.dropFirst(3)) : call.called
      let duration = max(format.length, call.duration / format.length * format.length)
      return "\(call.calling) \(called) \(duration)"
    }
    #expect(read.sorted() == wanted.sorted())

    // Starts one by one, in their order; where they are those of the talk, up to the 25 s that a call may ring.
    let starts = batch.records.map(\.startMilliseconds).sorted()
    let wantedStarts = answered.map { $0.start / format.start * format.start }.sorted()
    #expect(starts.count == wantedStarts.count)
    for (start, wanted) in zip(starts, wantedStarts) {
      #expect(format.isAnswer ? wanted...wanted + 25_000 ~= start : start == wanted)
    }
  }

  @Test(arguments: ["radius", "csv", "jsonl"])
  func `say what was simulated of data sessions`(name: String) throws {
    let dialect = try #require(Dialect.builtIn(name))
    let settings = settings(calls: 500, seed: 3)
    let rows = String(decoding: try simulated(settings, SimulatedPlan.data, "csv"), as: UTF8.self)
      .split(separator: "\n").dropFirst().map { $0.split(separator: ",", omittingEmptySubsequences: false).map(String.init) }
    let batch = try decoded(simulated(settings, SimulatedPlan.data, name), dialect, zone: .utc)
    #expect(batch.rejects.isEmpty)
    let read = batch.records.map { record in
      let extras = batch.extras[Int(record.extras)]
      return "\(record.kind) \(batch.string(extras.userName)) \(record.durationMilliseconds) \(extras.octetsIn) \(extras.octetsOut)"
    }
    #expect(read.sorted() == rows.map { "data \($0[7]) \($0[4])000 \($0[8]) \($0[9])" }.sorted())
  }

  private func digits(_ text: String) -> String { text.hasPrefix("+") ? String(text.dropFirst()) : text }
}
