internal import Telecom

extension SimulatedFormat {
  /// Records 010101 in their first 175 positions, between header and trailer: numbers of North America, answered calls.
  static var emi: SimulatedFormat {
    let record = line(
      175,
      [
        (1, 6, "010101"), (7, 6, "{answer:yymmdd}"), (13, 2, "10"), (15, 10, "{calling-national}"), (25, 3, "000"),
        (28, 2, "10"), (30, 10, "{called-national}"), (40, 7, "0000000"), (55, 6, "{answer:hhmmss}"),
        (61, 7, "{talk:tenths-7}"), (68, 2, "01"), (79, 1, "1"), (80, 1, "1"), (82, 19, "0000000000000000000"),
        (113, 10, "{calling-national}"), (123, 10, "JERSEYCITY"), (133, 2, "NJ"), (149, 1, "8"),
      ].map { (position: $0, width: $1, text: $2) })
    return SimulatedFormat(
      "emi", resolution: Resolution(start: 1_000, length: 1_000),
      header: line(175, [(1, 6, "202401"), (7, 6, "{start:yymmdd}")].map { (position: $0, width: $1, text: $2) }),
      answered: record, unanswered: "",
      trailer: line(175, [(1, 6, "202402"), (7, 6, "{start:yymmdd}")].map { (position: $0, width: $1, text: $2) }),
      callingCode: PhoneNumber("1"))
  }
}
