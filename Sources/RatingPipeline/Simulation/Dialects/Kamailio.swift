extension SimulatedFormat {
  /// The table `acc_cdrs` as CSV, with the extra columns of the default configuration. It holds answered calls only.
  static var kamailio: SimulatedFormat {
    SimulatedFormat(
      "kamailio", resolution: Resolution(start: 1_000, length: 1),
      header: "id,start_time,end_time,duration,callid,src_user,src_domain,src_ip,dst_ouser,dst_user,dst_domain\n",
      answered: "{number},{answer:local},{end:local},{talk:s.6},{hex-a}{hex-b}@10.0.20.7,{calling},sim.example,10.0.20.7,"
        + "{called},{called},sim.example\n",
      unanswered: "")
  }

  /// What `db_flatstore` writes: a line when a call is answered, another when it ends.
  static var kamailioFlat: SimulatedFormat {
    let dialog = "{hex-a}|{hex-b}|{hex-c}{hex-d}@10.0.20.7"
    let extra = "{account}|{calling}|{called}||{number}:{start:ticks}"
    let invite = CallTemplate("INVITE|\(dialog)|200|OK|{answer:epoch}|\(extra)\n")
    return SimulatedFormat(
      "kamailio-flat", opening: Opening(isAtAnswer: true, call: invite, session: invite),
      answered: "BYE|\(dialog)|200|OK|{end:epoch}|||||{number}:{start:ticks}\n",
      unanswered: "INVITE|{hex-a}||{hex-c}{hex-d}@10.0.20.7|{sip-code}|{sip-reason}|{end:epoch}|\(extra)\n")
  }
}
