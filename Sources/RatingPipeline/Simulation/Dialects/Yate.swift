extension SimulatedFormat {
  /// `cdrfile` with tabs: the leg that came in and, under the same `billid`, the one that went out.
  static var yate: SimulatedFormat {
    func record(status: String, talk: String, reason: String) -> String {
      let head = "{start:epoch-ms}\t{hex-a}-{number}\t"
      let tail = "\t{calling}\t{called}\t\(talk)\t{ring:s.3}\t{total:s.3}"
      return head + "sip/{number}1\t10.0.20.7:5060\(tail)\tincoming\t\(status)\t\(reason)\n"
        + head + "sip/{number}2\t10.0.30.1:5060\(tail)\toutgoing\t\(status)\t\(reason)\n"
    }
    return SimulatedFormat(
      "yate", resolution: Resolution(start: 1, length: 1),
      answered: record(status: "answered", talk: "{talk:s.3}", reason: ""),
      unanswered: record(status: "rejected", talk: "0.000", reason: "{cause-name}"))
  }
}
