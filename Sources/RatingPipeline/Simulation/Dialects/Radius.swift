extension SimulatedFormat {
  /// FreeRADIUS detail: Start and Stop of a voice gateway's calls, or of the sessions of an access server.
  static var radius: SimulatedFormat {
    func packet(_ header: String, _ attributes: [(name: String, value: String)]) -> String {
      header + "\n" + attributes.map { "\t\($0.name) = \($0.value)\n" }.joined() + "\n"
    }
    func call(_ status: String, at moment: String, _ attributes: [(name: String, value: String)]) -> String {
      func voice(_ name: String, _ value: String) -> (name: String, value: String) { (name, "\"\(name)=\(value)\"") }
      let common = [
        ("Acct-Status-Type", status), ("NAS-IP-Address", "10.45.0.12"), ("NAS-Port-Type", "Async"),
        ("User-Name", "\"{calling}\""), ("Called-Station-Id", "\"{called}\""), ("Calling-Station-Id", "\"{calling}\""),
        ("Service-Type", "Login-User"), voice("h323-gw-id", "GW-SIM1"),
        voice("h323-conf-id", "{hex-a} {hex-b} {hex-c} {hex-d}"), voice("h323-call-origin", "answer"),
        voice("h323-call-type", "Telephony"), voice("h323-setup-time", "{start:h323}"),
      ]
      let closing = [
        ("Acct-Session-Id", "\"{hex-c}\""), ("Acct-Delay-Time", "0"),
        ("Event-Timestamp", "\"{\(moment):month-first}\""), ("Acct-Unique-Session-Id", "\"{hex-a}{hex-b}{hex-c}{hex-d}\""),
        ("Timestamp", "{\(moment):epoch}"),
      ]
      return packet("{\(moment):ctime}", common + attributes.map { $0.name.hasPrefix("h323") ? voice($0.name, $0.value) : $0 } + closing)
    }
    func stop(connect: String) -> String {
      call(
        "Stop", at: "end",
        [
          ("h323-connect-time", connect), ("h323-disconnect-time", "{end:h323}"), ("h323-disconnect-cause", "{cause-hex}"),
          ("Acct-Session-Time", "{talk:s}"),
        ])
    }
    func session(_ status: String, at moment: String, _ attributes: [(name: String, value: String)]) -> String {
      packet(
        "{\(moment):ctime}",
        [
          ("Acct-Status-Type", status), ("User-Name", "\"{account}@sim.example\""), ("NAS-IP-Address", "10.30.0.7"),
          ("NAS-Port", "{ext}"), ("NAS-Port-Type", "Ethernet"), ("Service-Type", "Framed-User"), ("Framed-Protocol", "PPP"),
          ("Framed-IP-Address", "100.64.26.190"), ("Acct-Authentic", "RADIUS"),
        ] + attributes + [
          ("Acct-Session-Id", "\"{hex-c}\""), ("Acct-Delay-Time", "0"),
          ("Event-Timestamp", "\"{\(moment):month-first}\""), ("Acct-Unique-Session-Id", "\"{hex-a}{hex-b}{hex-c}{hex-d}\""),
          ("Timestamp", "{\(moment):epoch}"),
        ])
    }
    let start = Opening(
      isAtAnswer: false, call: CallTemplate(call("Start", at: "start", [])),
      session: CallTemplate(session("Start", at: "start", [])))
    return SimulatedFormat(
      "radius", opening: start, answered: stop(connect: "{answer:h323}"), unanswered: stop(connect: "{end:h323}"),
      session: session(
        "Stop", at: "end",
        [
          ("Acct-Session-Time", "{talk:s}"), ("Acct-Input-Octets", "{octets-in-low}"),
          ("Acct-Output-Octets", "{octets-out-low}"), ("Acct-Input-Gigawords", "{octets-in-high}"),
          ("Acct-Output-Gigawords", "{octets-out-high}"), ("Acct-Terminate-Cause", "User-Request"),
        ]))
  }
}
