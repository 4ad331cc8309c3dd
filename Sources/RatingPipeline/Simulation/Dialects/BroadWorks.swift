extension SimulatedFormat {
  /// The originating side of each call, between the rows that open and close a file.
  static var broadworks: SimulatedFormat {
    let recordID = "{hex-a}5c{start:compact-utc}{start:flagged-offset}"
    func record(isAnswered: Bool) -> String {
      row(
        150,
        [
          1: recordID, 2: "Simulated_sp", 3: "Normal", 4: "+{calling}", 5: "+12015550000", 6: "Originating",
          7: "+{calling}", 8: "Public", 9: "{called}", 10: "{start:compact-utc}", 11: "{start:flagged-offset}",
          12: isAnswered ? "Yes" : "No", 13: isAnswered ? "{answer:compact-utc}" : "", 14: "{end:compact-utc}",
          15: "{cause3}", 16: "VoIP", 18: "{called}", 19: "interlat", 20: "to", 21: "+{called-e164}", 23: "local",
          24: "10.0.13.30:5060", 25: "BW{number}-{hex-b}@10.0.10.10", 26: isAnswered ? "PCMU/8000" : "", 27: "10.0.20.7",
          28: "{hex-c}@10.0.20.7", 32: #"Acme\, Inc."#, 33: "Sales", 34: "{account}", 42: "y", 46: "{number}:0",
          121: "{ext}@sim.example",
        ])
    }
    return SimulatedFormat(
      "broadworks", resolution: Resolution(start: 1, length: 1),
      header: "version=17.0 encoding=ISO-8859-1\n" + recordID + ",,Start\n", answered: record(isAnswered: true),
      unanswered: record(isAnswered: false), trailer: recordID + ",,End\n")
  }
}
