extension SimulatedFormat {
  /// `cdr_csv` with `loguniqueid` and `loguserfield`.
  static var asterisk: SimulatedFormat {
    func record(answer: String) -> String {
      #""{account}","{calling}","{called}","from-internal","""Ext {ext}"" <{calling}>","PJSIP/{ext}-{hex-a}","#
        + #""PJSIP/trunk-{hex-b}","Dial","PJSIP/{called}@trunk,60","{start:local}",\#(answer),"{end:local}","#
        + #"{total:s},{talk:s},"{disposition}","DOCUMENTATION","{start:epoch}.{number}",""# + "\"\n"
    }
    return SimulatedFormat(
      "asterisk", answered: record(answer: #""{answer:local}""#), unanswered: record(answer: ""))
  }

  /// `cdr_custom` in the order its sample configuration has.
  static var asteriskCustom: SimulatedFormat {
    func record(answer: String) -> String {
      #""""Ext {ext}"" <{calling}>","{calling}","{called}","from-internal","PJSIP/{ext}-{hex-a}","PJSIP/trunk-{hex-b}","#
        + #""Dial","PJSIP/{called}@trunk,60","{start:local}","\#(answer)","{end:local}","{total:s}","{talk:s}","#
        + #""{disposition}","DOCUMENTATION","{account}","{start:epoch}.{number}","","{number}""# + "\n"
    }
    return SimulatedFormat(
      "asterisk-custom", answered: record(answer: "{answer:local}"), unanswered: record(answer: ""))
  }
}
