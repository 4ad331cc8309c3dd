import CDRDecoding
import TestSupport
import Testing

@Suite struct `Recognition` {
  @Test(arguments: [
    ("hello, world\n", "fits none"), ("<?xml version=\"1.0\"?>\n<broadWorksCDR version=\"19.0\">", "XML form"),
    ("a,b,c\n1,2,3\n", "fits none"),
  ])
  func `names what there is when nothing fits`(text: String, words: String) throws {
    let error = try #require(throws: UnrecognisedInput.self) { try Dialect.recognise(Array(text.utf8), isWhole: true) }
    #expect(error.description.contains(words))
    #expect(error.candidates == Dialect.builtIns.map(\.name))
  }

  @Test func `takes no noise for records`() throws {
    for seed in 0..<50 as Range<UInt64> {
      var random = Seeded(seed)
      let bytes = (0..<4000).map { _ in UInt8.random(in: 0...255, using: &random) }
      #expect(throws: UnrecognisedInput.self, "seed \(seed)") { try Dialect.recognise(bytes, isWhole: true) }
    }
  }

  @Test(arguments: [[0xFF, 0xFE, 0x41, 0x00], [0xD4, 0xC3, 0xB2, 0xA1]] as [[UInt8]])
  func `says what other files are`(bytes: [UInt8]) throws {
    let error = try #require(throws: UnrecognisedInput.self) { try Dialect.recognise(bytes, isWhole: true) }
    #expect(!error.description.contains("fits none"))
  }

  @Test func `calls an empty input csv`() throws {
    #expect(try Dialect.recognise([], isWhole: true).name == "csv")
    #expect(try decode("", as: "csv").total == 0)
  }

  @Test(arguments: Samples.records)
  func `bears with one bad line in front, a byte order mark, and other line ends`(file: String, name: String) throws {
    let bytes = try Samples.bytes("cdr/\(file)")
    #expect(try Dialect.recognise([0xEF, 0xBB, 0xBF] + bytes, isWhole: true).name == name)
    let returns = bytes.flatMap { $0 == 10 ? [13, 10] : [$0] }
    #expect(try Dialect.recognise(returns, isWhole: true).name == name)
  }

  /// Which columns a record has follows from how many there are, and from what they look like.
  @Test(arguments: [
    ("", "-"), (#","1772441988.1""#, "1772441988.1"), (#","pbx-1772441988.1""#, "pbx-1772441988.1"), (#","lobby""#, "-"),
    (#","1772441988.1","lobby""#, "1772441988.1"), (#","peer","1772441988.0",7"#, "-"),
    (#","1772441988.1","peer","1772441988.0",7"#, "1772441988.1"), (#","lobby","peer","1772441988.0",7"#, "-"),
    (#","1772441988.1","lobby","peer","1772441988.0",7"#, "1772441988.1"),
  ])
  func `tells Asterisk's layouts apart`(columns: String, id: String) throws {
    let record =
      #""a","1","2","ctx","","SIP/1","SIP/2","Dial","x","2026-03-02 09:00:00","2026-03-02 09:00:01","2026-03-02 09:00:11",11,10,"ANSWERED","DOCUMENTATION""#
    let bytes = Array("\(record)\(columns)\n".utf8)
    #expect(try Dialect.recognise(bytes, isWhole: true).name == "asterisk")
    #expect(try decode("\(record)\(columns)\n", as: "asterisk").records == ["1 \(id) a 1>2 2026-03-02T09:00:00+00:00 10000 call"])
  }
}
