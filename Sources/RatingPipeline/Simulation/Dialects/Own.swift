extension SimulatedFormat {
  /// The project's own form. A file holds calls or sessions, so that each header has only what its records fill.
  static var csv: SimulatedFormat {
    func record(answered: String, talk: String) -> String {
      "{number},{calling},{called},{start:rfc3339},\(talk),\(answered),{account},,,\n"
    }
    return SimulatedFormat(
      "csv", resolution: Resolution(start: 1, length: 1),
      header: "record_id,calling,called,start,duration_s,answered,account_code,user_name,octets_in,octets_out\n",
      answered: record(answered: "true", talk: "{talk:s.*}"), unanswered: record(answered: "false", talk: "0"),
      session: "{number},,,{start:rfc3339},{talk:s},true,{account},{account}@sim.example,{octets-in},{octets-out}\n")
  }

  static var jsonl: SimulatedFormat {
    func record(answered: String, talk: String) -> String {
      #"{"record_id":"{number}","calling":"{calling}","called":"{called}","start":"{start:rfc3339}","#
        + #""duration_s":\#(talk),"answered":\#(answered),"account_code":"{account}"}"# + "\n"
    }
    return SimulatedFormat(
      "jsonl", resolution: Resolution(start: 1, length: 1), answered: record(answered: "true", talk: "{talk:s.*}"),
      unanswered: record(answered: "false", talk: "0"),
      session: #"{"record_id":"{number}","start":"{start:rfc3339}","duration_s":{talk:s},"answered":true,"#
        + #""account_code":"{account}","user_name":"{account}@sim.example","octets_in":{octets-in},"#
        + #""octets_out":{octets-out}}"# + "\n")
  }
}
