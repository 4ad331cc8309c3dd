import Foundation
import Testing

@Suite struct `Usage that is counted in units` {
  let place: Workplace

  /// By hand: 0.30 a kWh, 2.50 a cubic metre.
  init() throws {
    place = try Workplace()
    try place.write("plan.yaml", """
      name: utility
      currency: EUR
      decks:
        - {file: power.csv, measure: quantity, unit: kWh}
        - {file: water.csv, measure: quantity, unit: m³}

      """)
    try place.write("power.csv", "prefix,destination,rate\n*,Power,0.30\n")
    try place.write("water.csv", "prefix,destination,rate\n*,Water,2.50\n")
  }

  @Test func `is priced by the deck of its unit, and by no other`() throws {
    try place.write("in.csv", "record_id,called,start,duration_s,quantity,unit\n" + [
      "a,12.5,kWh", "b,3,m³", "c,2,nights", "d,2,",
    ].map { row in
      let parts = row.split(separator: ",", omittingEmptySubsequences: false)
      return "\(parts[0]),,2026-03-14T12:00:00Z,,\(parts[1]),\(parts[2])\n"
    }.joined())
    let outcome = try place.tollbook("rate", "--plan", "plan.yaml", "--rejects", "no.csv", "in.csv")
    #expect(outcome.status == 3, "\(outcome.messages)")
    let rows = outcome.rows.map { $0.split(separator: ",", omittingEmptySubsequences: false) }
    #expect(rows.map { "\($0[0]) \($0[13]) \($0[18]) \($0[20]) \($0[21])" } == ["a Power 3.75 12.5 kWh", "b Water 7.5 3 m³"])
    let rejects = try place.text("no.csv")
    #expect(rejects.contains("no_rate,unit,in.csv,4,") && rejects.contains(
      "plan utility has no deck for a quantity in 'nights': its decks of quantities are for kWh, m³; add one, or mend the unit"), "\(rejects)")
    #expect(rejects.contains("plan utility has no deck for a quantity without a unit: its decks of quantities are for kWh, m³"))
    let explained = try place.tollbook("explain", "--plan", "plan.yaml", "--record", "b", "--input", "in.csv")
    #expect(explained.text.contains("3 m³ billed as 3 m³") && !explained.text.contains("kWh"), "\(explained.text)")
  }

  /// The type's name is that of the kind of usage too.
  @Test func `is explained from a book by the type of its service, and exported with its unit`() throws {
    try place.write("plan.yaml", """
      name: utility
      currency: EUR
      special_charges: [{name: reading, when: {service_type: [metered]}, per_call: 1}]
      decks: [{file: power.csv, measure: quantity, unit: kWh}]

      """)
    try place.write("in.csv", "record_id,account_code,start,quantity,unit\na,m,2026-03-14T12:00:00Z,5,kWh\n")
    let outcome = try place.shell(
      """
      export TOLLBOOK_BOOK=b
      $T book create b --operator M --currency EUR --time-zone UTC && $T account add A --opened 2026-01-01
      $T service add S --type metered --account A && $T service order S active --at 2026-01-02
      $T service key add --service S --kind account_code --key m && $T plan import plan.yaml
      $T service plan add --service S --plan utility && $T ingest in.csv && $T explain --record a --format json
      $T usage export | python3 -c 'import csv, sys; print([(r["charge"], r["billed_quantity"], r["unit"]) for r in csv.DictReader(sys.stdin)])'
      """)
    #expect(outcome.status == 0 && outcome.text.contains("\"charge\":\"2.5\""), "\(outcome.text)\(outcome.messages)")  // 5 × 0.30 + 1
    #expect(outcome.text.hasSuffix("[('2.5', '5', 'kWh')]\n"), "\(outcome.text)")
  }

  @Test(arguments: ["service", "user_name", "account_code"])
  func `needs neither a duration nor a called number`(key: String) throws {
    try place.write("in.csv", "record_id,\(key),start,quantity,unit\na,meter-7,2026-03-14T12:00:00Z,12.5,kWh\n")
    let outcome = try place.tollbook("rate", "--plan", "plan.yaml", "in.csv")
    #expect(outcome.status == 0, "\(outcome.messages)")
    #expect(outcome.rows.count == 1 && outcome.rows[0].contains(",metered,") && outcome.rows[0].contains(",EUR,3.75,"), "\(outcome.rows)")
  }

  @Test func `is shown with its parts where it is a message, and not billed where it is nothing`() throws {
    try place.write("sms.csv", "prefix,per_call\n*,0.05\n")
    try place.write("in.csv", "record_id,called,start,duration_s,service_type,quantity,unit\n" + [
      "a,442079460000,sms,3,", "b,442079460000,sms,1.5,segments", "c,442079460000,sms,,", "d,,metered,0,kWh",
    ].map { row in
      let parts = row.split(separator: ",", omittingEmptySubsequences: false)
      return "\(parts[0]),\(parts[1]),2026-03-14T12:00:00Z,,\(parts[2]),\(parts[3]),\(parts[4])\n"
    }.joined())
    let outcome = try place.tollbook("rate", "--plan", "sms.csv", "in.csv")
    let rows = outcome.rows.map { $0.split(separator: ",", omittingEmptySubsequences: false) }
    #expect(rows.map { "\($0[0]) \($0[18]) \($0[20]) \($0[21])" } == ["a 0.15 3 parts", "b 0.1 2 segments", "c 0.05  "])
    #expect(outcome.status == 0 && outcome.messages.contains("grace 1"), "\(outcome.messages)")
  }

  @Test func `is shown with the plan`() throws {
    let summary = try place.tollbook("plan", "show", "plan.yaml")
    #expect(summary.text.contains("quantity kWh") && summary.text.contains("quantity m³"), "\(summary.text)")
    let shown = try place.tollbook("plan", "show", "plan.yaml", "--to", "1", "--measure", "quantity", "--unit", "m³")
    #expect(shown.text.contains("2.5") && !shown.text.contains("0.3"), "\(shown.text)")
    let none = try place.tollbook("plan", "show", "plan.yaml", "--to", "1", "--measure", "quantity", "--unit", "kg")
    #expect(none.status == 64 && none.messages.contains("no deck that measures quantity in kg"), "\(none.messages)")
  }
}
