extension SimulatedFormat {
  /// STOP records of answered calls, ATTEMPT records of the others; times to the tenth, lengths in ticks of 10 ms.
  static var ribbon: SimulatedFormat {
    let common = [
      2: "SIMGSX1", 3: "0x{hex-a}{hex-b}", 4: "{start:ticks}", 5: "{start:gmt-offset}-Simulated",
      6: "{start:american-date}", 7: "{start:time-tenths}",
    ]
    func record(_ type: String, _ count: Int, _ values: [Int: String]) -> String {
      row(count, common.merging(values) { $1 }.merging([1: type]) { $1 })
    }
    let signalling = #""SIP,{number}@10.158.151.66,%22Ext {ext}%22;tag=gK{hex-c},,0,,,,sip:+{called-e164}@10.158.140.133,,,,""#
    return SimulatedFormat(
      "ribbon", resolution: Resolution(start: 100, length: 10),
      answered: record(
        "STOP", 249,
        [
          8: "5", 9: "16", 10: "{ring:ticks}", 11: "{end:american-date}", 12: "{end:time-tenths}", 13: "6",
          14: "{talk:ticks}", 15: "{cause}", 16: "VoIP", 17: "IP-TO-IP", 18: "SIMULATED", 20: "{calling}", 21: "{called}",
          28: "{calling}", 30: "1", 31: "SIMGSX1:TRUNK_OUT", 34: "TRUNK_IN", 52: signalling, 60: "{called}",
          76: "{calling}", 127: "{number}",
        ]),
      unanswered: record(
        "ATTEMPT", 239,
        [
          8: "13", 9: "0", 10: "{end:time-tenths}", 11: "6", 12: "{cause}", 13: "VoIP", 14: "IP-TO-IP", 15: "SIMULATED",
          17: "{calling}", 18: "{called}", 25: "{calling}", 27: "1", 28: "SIMGSX1:TRUNK_OUT", 31: "TRUNK_IN", 47: signalling,
        ]))
  }
}
