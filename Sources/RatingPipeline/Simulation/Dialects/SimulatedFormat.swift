internal import Telecom

/// How a switch writes calls: its records as templates, in the layouts that `tollbook formats` lists.
struct SimulatedFormat {
  /// What its clocks can tell, in milliseconds.
  struct Resolution {
    var start: Int64
    var length: Int64
  }

  struct Opening {
    /// Only answered calls have one, at the answer; others at the start.
    var isAtAnswer: Bool
    var call: CallTemplate
    var session: CallTemplate
  }

  let name: String
  let resolution: Resolution
  /// What stands before the records; fields are those of the first call.
  let header: CallTemplate
  /// What is written when a call or session begins, or is answered.
  let opening: Opening?
  /// What is written when an answered call ends; and one that was not.
  let answered: CallTemplate
  let unanswered: CallTemplate
  /// What is written when a session ends that moves data; `nil` where there is no such record.
  let session: CallTemplate?
  /// What stands behind the records; fields are those of the last call.
  let trailer: CallTemplate
  /// What the numbers begin with, where the records have no room for others.
  let callingCode: PhoneNumber?

  init(
    _ name: String, resolution: Resolution = Resolution(start: 1_000, length: 1_000), header: String = "",
    opening: Opening? = nil, answered: String, unanswered: String, session: String? = nil, trailer: String = "", callingCode: PhoneNumber? = nil
  ) {
    self.name = name
    self.resolution = resolution
    self.header = CallTemplate(header)
    self.opening = opening
    self.answered = CallTemplate(answered)
    self.unanswered = CallTemplate(unanswered)
    self.session = session.map(CallTemplate.init)
    self.trailer = CallTemplate(trailer)
    self.callingCode = callingCode
  }

  static func named(_ name: String) -> SimulatedFormat? { all.first { $0.name == name } }

  static var all: [SimulatedFormat] {
    [
      asterisk, asteriskCustom, freeswitch, freeswitchJSON, cucm, broadworks, kamailio, kamailioFlat, yate, ribbon, genband,
      emi, radius, csv, jsonl,
    ]
  }

  /// A row of `count` columns, those that are not named empty.
  /// - Parameter values: by column, the first being 1.
  static func row(_ count: Int, _ values: [Int: String]) -> String {
    (1...count).map { values[$0, default: ""] }.joined(separator: ",") + "\n"
  }

  /// A line of fixed width, blank where nothing is placed.
  /// - Parameter values: by position of the first character, the first being 1, and how many characters they have.
  static func line(_ width: Int, _ values: [(position: Int, width: Int, text: String)]) -> String {
    var line = ""
    var next = 1
    for value in values {
      line += String(repeating: " ", count: value.position - next)
      line += "{mark}\(value.text){pad:\(value.width)}"
      next = value.position + value.width
    }
    return line + String(repeating: " ", count: width + 1 - next) + "\n"
  }
}
