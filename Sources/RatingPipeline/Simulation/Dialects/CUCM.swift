extension SimulatedFormat {
  /// Cisco's columns in their order (release 10), with the width of those that are text; `id` is a UUID.
  private static let cucmColumns = """
      cdrRecordType globalCallID_callManagerId globalCallID_callId origLegCallIdentifier dateTimeOrigination
      origNodeId origSpan origIpAddr callingPartyNumber:50 callingPartyUnicodeLoginUserID:128 origCause_location
      origCause_value origPrecedenceLevel origMediaTransportAddress_IP origMediaTransportAddress_Port
      origMediaCap_payloadCapability origMediaCap_maxFramesPerPacket origMediaCap_g723BitRate origVideoCap_Codec
      origVideoCap_Bandwidth origVideoCap_Resolution origVideoTransportAddress_IP origVideoTransportAddress_Port
      origRSVPAudioStat:64 origRSVPVideoStat:64 destLegIdentifier destNodeId destSpan destIpAddr
      originalCalledPartyNumber:50 finalCalledPartyNumber:50 finalCalledPartyUnicodeLoginUserID:128
      destCause_location destCause_value destPrecedenceLevel destMediaTransportAddress_IP
      destMediaTransportAddress_Port destMediaCap_payloadCapability destMediaCap_maxFramesPerPacket
      destMediaCap_g723BitRate destVideoCap_Codec destVideoCap_Bandwidth destVideoCap_Resolution
      destVideoTransportAddress_IP destVideoTransportAddress_Port destRSVPAudioStat:64 destRSVPVideoStat:64
      dateTimeConnect dateTimeDisconnect lastRedirectDn:50 pkid:id originalCalledPartyNumberPartition:50
      callingPartyNumberPartition:50 finalCalledPartyNumberPartition:50 lastRedirectDnPartition:50 duration
      origDeviceName:129 destDeviceName:129 origCallTerminationOnBehalfOf destCallTerminationOnBehalfOf
      origCalledPartyRedirectOnBehalfOf lastRedirectRedirectOnBehalfOf origCalledPartyRedirectReason
      lastRedirectRedirectReason destConversationId globalCallId_ClusterID:50 joinOnBehalfOf comment:2048
      authCodeDescription:50 authorizationLevel clientMatterCode:32 origDTMFMethod destDTMFMethod callSecuredStatus
      origConversationId origMediaCap_Bandwidth destMediaCap_Bandwidth authorizationCodeValue:32
      outpulsedCallingPartyNumber:50 outpulsedCalledPartyNumber:50 origIpv4v6Addr:64 destIpv4v6Addr:64
      origVideoCap_Codec_Channel2 origVideoCap_Bandwidth_Channel2 origVideoCap_Resolution_Channel2
      origVideoTransportAddress_IP_Channel2 origVideoTransportAddress_Port_Channel2 origVideoChannel_Role_Channel2
      destVideoCap_Codec_Channel2 destVideoCap_Bandwidth_Channel2 destVideoCap_Resolution_Channel2
      destVideoTransportAddress_IP_Channel2 destVideoTransportAddress_Port_Channel2 destVideoChannel_Role_Channel2
      IncomingProtocolID IncomingProtocolCallRef:32 OutgoingProtocolID OutgoingProtocolCallRef:32
      currentRoutingReason origRoutingReason lastRedirectingRoutingReason huntPilotPartition:50 huntPilotDN:50
      calledPartyPatternUsage IncomingICID:50 IncomingOrigIOI:50 IncomingTermIOI:50 OutgoingICID:50
      OutgoingOrigIOI:50 OutgoingTermIOI:50 outpulsedOriginalCalledPartyNumber:50 outpulsedLastRedirectingNumber:50
      wasCallQueued totalWaitTimeInQueue callingPartyNumber_uri:255 originalCalledPartyNumber_uri:255
      finalCalledPartyNumber_uri:255 lastRedirectDn_uri:255
    """.split { $0 == " " || $0 == "\n" }.map { $0.split(separator: ":").map(String.init) }

  /// A file of one node: names, types, and a record for each call.
  static var cucm: SimulatedFormat {
    let names = cucmColumns.map { "\"\($0[0])\"" }.joined(separator: ",")
    let types = cucmColumns.map { column in
      guard column.count == 2 else { return "INTEGER" }
      return column[1] == "id" ? "UNIQUEIDENTIFIER" : "VARCHAR(\(column[1]))"
    }
    return SimulatedFormat(
      "cucm", header: names + "\n" + types.joined(separator: ",") + "\n",
      answered: record(connect: "{answer:epoch}"), unanswered: record(connect: "0"))
  }

  private static func record(connect: String) -> String {
    let values = [
      "cdrRecordType": "1", "globalCallID_callManagerId": "2", "globalCallID_callId": "{number}",
      "origLegCallIdentifier": "{number}1", "dateTimeOrigination": "{start:epoch}", "origNodeId": "2",
      "origIpAddr": "-1139627840", "callingPartyNumber": "{calling}", "origCause_value": "{cause}",
      "origPrecedenceLevel": "4", "origMediaTransportAddress_IP": "-1139627840",
      "origMediaTransportAddress_Port": "20586", "origMediaCap_payloadCapability": "4",
      "origMediaCap_maxFramesPerPacket": "20", "destLegIdentifier": "{number}2", "destNodeId": "2",
      "destIpAddr": "1090519232", "originalCalledPartyNumber": "{called}", "finalCalledPartyNumber": "{called}",
      "destPrecedenceLevel": "4", "dateTimeConnect": connect, "dateTimeDisconnect": "{end:epoch}",
      "lastRedirectDn": "{called}", "pkid": "{uuid}", "duration": "{talk:s}", "origDeviceName": "SEP{hex-a}{ext}",
      "destDeviceName": "PSTN-Gateway", "origCallTerminationOnBehalfOf": "12", "globalCallId_ClusterID": "StandAloneCluster",
      "origMediaCap_Bandwidth": "64", "destMediaCap_Bandwidth": "64", "callingPartyNumberPartition": "Internal",
      "finalCalledPartyNumberPartition": "PSTN", "calledPartyPatternUsage": "5",
    ]
    let fields = cucmColumns.map { column in
      let isText = column.count == 2
      let value = values[column[0], default: isText ? "" : "0"]
      return isText ? "\"\(value)\"" : value
    }
    return fields.joined(separator: ",") + "\n"
  }
}
