import Telecom
import Testing

@Suite struct `IP addresses` {
  @Test(arguments: [  // two ways to write one
    ("192.0.2.1", "::ffff:192.0.2.1"), ("192.0.2.1", "::FFFF:C000:201"), ("2001:db8::1", "2001:0DB8:0:0:0:0:0:1"),
    ("::", "0:0:0:0:0:0:0:0"), ("1::", "1:0:0:0:0:0:0:0"), ("[2001:db8::1]", "2001:db8:0::0:1"), ("1:2:3:4:5:6:7:8", "1:2:3:4:5:6:0007:8"),
  ])
  func `are equal however they are written`(first: String, second: String) throws {
    #expect(try #require(IPAddress(first)) == #require(IPAddress(second)))
  }

  @Test func `differ where a digit does`() {
    #expect(IPAddress("192.0.2.1") != IPAddress("192.0.2.2") && IPAddress("2001:db8::1") != IPAddress("2001:db8:0:1::1"))
    #expect(IPAddress("::1") != IPAddress("1::"))
  }

  @Test(arguments: [
    "", "1", "1.2.3", "1.2.3.4.5", "1.2.3.256", "01.2.3.4", "1.2.3.", ".1.2.3", "1.2.3.4:80", "a", "::1::", ":1", "1:", ":::",
    "1:::2", "1:2:3:4:5:6:7", "1:2:3:4:5:6:7:8:9", "1:2:3:4:5:6:7::8", "12345::", "fe80::1%eth0", "1.2.3.4::", "g::", "[::1", "+1.2.3.4",
  ])
  func `are nothing else`(text: String) { #expect(IPAddress(text) == nil) }
}
