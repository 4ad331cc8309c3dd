import RatePlans
import Rating
import Telecom
import Testing

@Suite struct `Service keys` {
  private let numbers = NumberNormaliser(DiallingRules())

  @Test(arguments: [  // as written, without a kind → what it is compared with
    ("12345", [.number(PhoneNumber("12345")!)]), ("+4420", [.accountCode("+4420"), .user("+4420"), .trunk("+4420")]),
    ("+44207", [.number(PhoneNumber("44207")!)]), ("192.0.2.1", [.ip(IPAddress("192.0.2.1")!)]),
    ("2001:db8::1", [.ip(IPAddress("2001:db8::1")!)]), ("acct1", [.accountCode("acct1"), .user("acct1"), .trunk("acct1")]),
    ("1234", [.accountCode("1234"), .user("1234"), .trunk("1234")]),
    ("201-555-0142", [.accountCode("201-555-0142"), .user("201-555-0142"), .trunk("201-555-0142")]),
  ] as [(String, [ServiceKey])])
  func `without a kind are what they look like`(text: String, keys: [ServiceKey]) throws {
    #expect(try ServiceKey.keys(of: text, kind: nil, numbers: numbers) == keys)
  }

  @Test(arguments: [  // kind, what is no key of it, what is said
    (.number, "12a", "is no telephone number"), (.did, "", "is no telephone number"),
    (.ip, "192.0.2.256", "is no IP address"), (.ip, "192.0.2.1:5060", "is no IP address"),
    (.range, "", "is no range"), (.range, "12-x", "is no range"), (.range, "1-2-3", "is no range"),
    (.range, "120-99", "runs from 120 to 99"), (.range, "129-120", "runs from 129 to 120"),
  ] as [(KeyKind, String, String)])
  func `that are none of their kind are refused`(kind: KeyKind, text: String, message: String) {
    do throws(ServiceKey.Fault) {
      Issue.record("\(try ServiceKey.keys(of: text, kind: kind, numbers: numbers))")
    } catch {
      #expect(error.message.contains(message) && !error.remedy.isEmpty, "\(error)")
    }
  }
}
