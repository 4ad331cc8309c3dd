import Telecom
import TestSupport
import Testing

@testable import CDRDecoding

@Suite struct `Times and durations` {
  @Test(arguments: [  // header and record → what it is, or what it lacks
    ("start,quantity,unit", ",12.5,kWh", "2 - - ->- 2026-03-02T09:00:00+00:00 0 metered"),
    ("start,octets_in", ",500", "2 - - ->- 2026-03-02T09:00:00+00:00 0 data"),
    ("start,octets_out,called", ",500,44207946", "2 missing_field duration_s -"),
    ("start,duration_s,service_type", ",60,dial_up", "2 - - ->- 2026-03-02T09:00:00+00:00 60000 data"),
    ("start,duration_s,service_type", ",60,broadband", "2 - - ->- 2026-03-02T09:00:00+00:00 60000 data"),
  ])
  func `usage that takes no time, or calls nobody, is read without`(header: String, rest: String, expected: String) throws {
    let text = "\(header)\n2026-03-02T09:00:00Z\(rest)\n"
    let decoded = try decode(text, as: "csv")
    #expect(decoded.records + decoded.rejects == [expected])
    #expect(try Dialect.recognise(Array(text.utf8), isWhole: true).name == "csv")
  }

  /// Milliseconds since 1970 UTC for a time whose clock stands `offset` seconds east, or `nil`; by `date -u -d … +%s`.
  @Test(arguments: [
    ("yyyy-MM-dd HH:mm:ss", "2026-03-02 09:00:01", 1_772_442_001_000, nil),
    ("yyyy-MM-dd HH:mm:ss", "2026-03-02T09:00:01", 1_772_442_001_000, nil),
    ("yyyy-MM-dd HH:mm:ss", "1970-01-01 00:00:00", 0, nil),
    ("yyyy-MM-dd HH:mm:ss", "2100-02-28 23:59:59", 4_107_542_399_000, nil),
    ("yyyy-MM-dd HH:mm:ss", "2024-02-29 00:00:00", 1_709_164_800_000, nil),
    ("yyyy-MM-dd HH:mm:ss", "2038-01-19 03:14:08", 2_147_483_648_000, nil),
    ("yyyyMMdd-HHmmss", "20071101-114011", 1_193_917_211_000, nil),
    ("d/M/yyyy H:mm", "1/9/2017 6:33", 1_504_247_580_000, nil),
    ("MM/dd/yyyy HH:mm:ss[.S]", "02/22/2013 17:02:12.5", 1_361_552_532_500, nil),
    ("MM/dd/yyyy hh:mm:ss a", "02/22/2013 12:02:12 AM", 1_361_491_332_000, nil),
    ("yyMMddHHmmss", "260302090001", 1_772_442_001_000, nil),
    ("ctime", "Mon Mar  2 09:00:01 2026", 1_772_442_001_000, nil),
    ("h323", "*14:30:25.433 EST Sat Mar 30 2024", 1_711_809_025_433, -18000),
    ("h323", ".02:07:38.311 IST Sun Mar 31 2024", 1_711_850_858_311, 19800),
    ("h323", "18:55:41.000 GMT+4 Tue Feb 11 2014", 1_392_144_941_000, 14400),
    ("broadworks", "20090126202952.193", 1_233_001_792_193, nil),
    ("go", "2013-11-07 08:42:25 +0000 UTC", 1_383_813_745_000, 0),
    ("rfc3339", "2026-03-02T09:00:01.25-05:00", 1_772_442_001_250, -18000),
    ("rfc3339", "2026-03-02 09:00:01Z", 1_772_442_001_000, 0),
    ("MMM d yyyy HH:mm:ss Z", "Mar 30 2024 20:22:28 UTC", 1_711_830_148_000, 0),
  ] as [(String, String, Int64, Int32?)])
  func `are read in every form`(form: String, text: String, local: Int64, offset: Int32?) throws {
    let moment = try #require(try read(text, form))
    #expect(moment.local == local)
    #expect(moment.offset == offset ?? LocalMoment.unknownOffset)
  }

  @Test(arguments: [
    ("yyyy-MM-dd HH:mm:ss", "2026-02-29 09:00:01"), ("yyyy-MM-dd HH:mm:ss", "2026-03-02 24:00:01"),
    ("yyyy-MM-dd HH:mm:ss", "2026-03-02 09:60:01"), ("yyyy-MM-dd HH:mm:ss", "2026-03-02 09:00"),
    ("yyyy-MM-dd HH:mm:ss", "2026-3-02 09:00:011"), ("yyyy-MM-dd HH:mm:ss", "2026-03-02x09:00:01"),
    ("yyyy-MM-dd HH:mm:ss", "0000-00-00 00:00:00"), ("rfc3339", "2026-03-02T09:00:01"),
    ("rfc3339", "2026-03-02T09:00:01+25:00"), ("h323", "14:30:25.433 XYZ Sat Mar 30 2024"),
    ("ctime", "Mon Foo  2 09:00:01 2026"), ("d/M/yyyy H:mm", "32/1/2026 0:00"), ("d/M/yyyy H:mm", "1/1/2026 0:00 "),
    ("MM/dd/yyyy hh:mm:ss a", "02/22/2013 13:02:12 AM"),
  ])
  func `that are none are refused`(form: String, text: String) throws {
    #expect(try read(text, form) == nil)
  }

  @Test(arguments: [
    // a record's start, and what it is read as; by its own clock it is in a year from 1900 to 2150
    ("1899-12-31T23:59:59Z", nil), ("1900-01-01T00:00:00Z", "1900-01-01T00:00:00+00:00"),
    ("1900-01-01T00:00:00+05:00", "1900-01-01T00:00:00+05:00"), ("1899-12-31T20:00:00-05:00", nil),
    ("2150-12-31T23:59:59Z", "2150-12-31T23:59:59+00:00"), ("2151-01-01T00:00:00Z", nil),
    ("2150-12-31T23:59:59-05:00", "2150-12-31T23:59:59-05:00"), ("9999-12-31T23:59:59Z", nil), ("0001-01-01T00:00:00Z", nil),
    ("2026-03-02T09:00:00+23:59", "2026-03-02T09:00:00+23:59"), ("2026-03-02T09:00:00-23:59", "2026-03-02T09:00:00-23:59"),
    ("2026-03-02T09:00:00+24:00", nil), ("2026-03-02T09:00:00-23:60", nil),
  ] as [(String, String?)])
  func `lie in the years and offsets there are`(start: String, read: String?) throws {
    let decoded = try decode("start,called,duration_s\n\(start),44207946,60\n", as: "csv")
    #expect(decoded.records == (read.map { ["2 - - ->44207946 \($0) 60000 call"] } ?? []))
    #expect(decoded.rejects == (read == nil ? ["2 invalid_time start \(start)"] : []))
  }

  @Test func `end with the years that zones are known for`() {
    #expect(TimeReading.years == ZoneRules.covered.lowerBound * 1000..<ZoneRules.covered.upperBound * 1000)
  }

  private func read(_ text: String, _ form: String) throws -> LocalMoment? {
    let bytes = Array(text.utf8)
    let form = try TimeForm(form)
    var cache = TimeReading.DayCache()
    guard form.kind == .plain else {
      return TimeReading.pattern(bytes.span, Slot(0, bytes.count), form.tokens, zones: ZoneLetters())
    }
    let local = TimeReading.plain(bytes.span, Slot(0, bytes.count), &cache)
    return local == .min ? nil : LocalMoment(local: local, offset: LocalMoment.unknownOffset)
  }

  @Test(arguments: [
    ("1436454408", TimeForm.Kind.epochSeconds, 1_436_454_408_000), ("1436454408.1239", .epochSeconds, 1_436_454_408_123),
    ("1436454408123", .epochMilliseconds, 1_436_454_408_123), ("1515666344534355", .epochMicroseconds, 1_515_666_344_534),
    ("0", .epochSeconds, 0), ("1436454408123", .epochSeconds, nil), ("", .epochSeconds, nil), ("-5", .epochSeconds, nil),
    ("12.", .epochSeconds, nil), ("99999999999999999999", .epochSeconds, nil),
  ] as [(String, TimeForm.Kind, Int64?)])
  func `since 1970 are read to the millisecond`(text: String, kind: TimeForm.Kind, milliseconds: Int64?) {
    let bytes = Array(text.utf8)
    #expect(TimeReading.epoch(bytes.span, Slot(0, bytes.count), kind) == milliseconds)
  }

  @Test(arguments: [
    // text, unit, milliseconds
    ("125", .seconds, 125_000), ("0", .seconds, 0), ("1000000000", .seconds, 1_000_000_000_000),
    ("1000000000000", .seconds, 1_000_000_000_000_000), ("1000000000001", .seconds, nil),
    ("125.4329", .seconds, 125_432), (".5", .seconds, 500), ("-5", .seconds, nil), ("", .seconds, nil),
    ("12s", .seconds, nil), ("1e3", .seconds, nil), ("99999999999999999999", .seconds, nil),
    ("109540", .milliseconds, 109_540), ("86400000000000", .microseconds, 86_400_000_000), ("306", .ticks, 3_060),
    ("0001255", .tenths, 125_500), ("1.5", .minutes, 90_000), ("01:02:03", .clock, 3_723_000), ("2:03", .clock, 123_000),
    ("1:60", .clock, nil), ("100:00:00.25", .clock, 360_000_250), ("5", .clock, nil), ("10s", .go, 10_000),
    ("1m2.5s", .go, 62_500), ("250ms", .go, 250), ("1h", .go, 3_600_000), ("10", .go, nil), ("0", .go, 0), ("5x", .go, nil),
  ] as [(String, DurationUnit, Int64?)])
  func `are read in every unit`(text: String, unit: DurationUnit, milliseconds: Int64?) {
    let bytes = Array(text.utf8)
    #expect(DurationReading.read(bytes.span, Slot(0, bytes.count), unit) == milliseconds)
  }

  @Test func `in a zone are what the zone's own table says, days around a change among them`() throws {
    let zones = [try #require(ZoneRules(named: "America/New_York")), try #require(ZoneRules(named: "Australia/Lord_Howe"))]
    for seed in 0..<20 as Range<UInt64> {
      var random = Seeded(seed)
      var clock = ClockCache()
      var local = Int64.random(in: 0..<4_000_000_000, using: &random)
      for _ in 0..<2000 {
        local += Int64.random(in: -40_000...90_000, using: &random)
        let index = Int32.random(in: 0...1, using: &random)
        #expect(clock.offset(local: local * 1000, index, zones) == zones[Int(index)].offset(local: local), "seed \(seed)")
      }
    }
  }

  @Test(arguments: [
    // shape, text, fits
    ("ANSWERED", "ANSWERED", true), ("ANSWERED", "ANSWERE", false), ("ANSWERED", "ANSWEREDX", false), ("", "", true),
    ("*", "", true), ("?*", "", false), ("?*", "x", true), ("2*", "200", true), ("2*", "404", false), ("#.#", "1.23", true),
    ("#.#", "1.", false), ("*-#.#", "pbx-1-17.5", true), ("*,,Start", "a,b,,Start", true), ("*,,Start", ",,Start", true),
    ("*,,Start", ",Start", false), ("#-#-# #:#:#", "2026-03-02 09:00:00", true), ("a*b*c", "aXbYbZc", true),
    ("a*b*c", "aXbYbZ", false), ("??", "ab", true), ("??", "abc", false),
  ])
  func `shapes fit`(shape: String, text: String, fits: Bool) {
    var pool = PatternPool()
    let index = pool.add(shape)
    let bytes = Array(text.utf8)
    #expect(pool.matches(index, bytes.span, Slot(0, bytes.count)) == fits)
  }

  @Test(arguments: [
    ("America/New_York", -18000), ("+02:00", 7200), ("EST", -18000), ("GMT-08:00-Pacific(US)", -28800),
    ("GMT+05:30-India", 19800), ("0-080000", -28800), ("1-070000", -25200), ("1+020000", 7200),
  ] as [(String, Int32)])
  func `zone columns are understood`(text: String, january: Int32) throws {
    let rules = try #require(ZoneColumn.rules(Array(text.utf8), letters: ZoneLetters()))
    #expect(rules.offset(at: 1_767_225_600) == january)
  }
}
