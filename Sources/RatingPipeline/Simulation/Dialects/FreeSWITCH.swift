extension SimulatedFormat {
  /// `mod_cdr_csv` with the template `example`.
  static var freeswitch: SimulatedFormat {
    func record(answer: String, bLeg: String) -> String {
      #""Ext {ext}","{calling}","{called}","default","{start:local}","\#(answer)","{end:local}","{total:s}","{talk:s}","#
        + #""{cause-name}","{uuid}","\#(bLeg)","{account}","PCMU","PCMU""# + "\n"
    }
    return SimulatedFormat(
      "freeswitch", answered: record(answer: "{answer:local}", bLeg: "{hex-c}-{hex-a}"),
      unanswered: record(answer: "", bLeg: ""))
  }

  /// `mod_json_cdr`, a record a line.
  static var freeswitchJSON: SimulatedFormat {
    func record(answerStamp: String, answerEpoch: String, answerMicroseconds: String) -> String {
      #"{"core-uuid":"5f7c2a10-6d1e-4e0b-9a55-2f6f1d1c0b7e","switchname":"sim1","channel_data":{"state":"CS_REPORTING","#
        + #""direction":"inbound","state_number":"11"},"variables":{"direction":"inbound","uuid":"{uuid}","#
        + #""session_id":"{number}","sip_from_user":"{calling}","accountcode":"{account}","hangup_cause":"{cause-name}","#
        + #""start_stamp":"{start:local}",\#(answerStamp)"end_stamp":"{end:local}","start_epoch":"{start:epoch}","#
        + #""start_uepoch":"{start:epoch-us}","answer_epoch":"\#(answerEpoch)","answer_uepoch":"\#(answerMicroseconds)","#
        + #""end_epoch":"{end:epoch}","end_uepoch":"{end:epoch-us}","duration":"{total:s}","billsec":"{talk:s}","#
        + #""billmsec":"{talk:ms}","read_codec":"PCMU","write_codec":"PCMU"},"callflow":[{"dialplan":"XML","#
        + #""caller_profile":{"username":"{ext}","caller_id_name":"Ext {ext}","caller_id_number":"{calling}","#
        + #""destination_number":"{called}","uuid":"{uuid}","context":"default"},"times":{"#
        + #""created_time":"{start:epoch-us}","answered_time":"\#(answerMicroseconds)","#
        + #""hangup_time":"{end:epoch-us}"}}]}"# + "\n"
    }
    return SimulatedFormat(
      "freeswitch-json",
      answered: record(
        answerStamp: #""answer_stamp":"{answer:local}","#, answerEpoch: "{answer:epoch}",
        answerMicroseconds: "{answer:epoch-us}"),
      unanswered: record(answerStamp: "", answerEpoch: "0", answerMicroseconds: "0"))
  }
}
