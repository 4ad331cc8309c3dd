@testable import Bytes
import TestSupport
import Testing

@Suite struct `SHA-256` {
  private func hex(_ bytes: [UInt8]) -> String {
    bytes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
  }

  @Test(arguments: [  // NIST's examples, and what sha256sum says of a million letters
    ("", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
    ("abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
    ("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq", "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"),
    (String(repeating: "a", count: 1_000_000), "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0"),
  ])
  func `is the standard's`(text: String, digest: String) {
    let hash = SHA256()
    hash.update(Array(text.utf8))
    #expect(hex(hash.digest()) == digest)
  }

  @Test func `is the same in any pieces`() {
    var random = Seeded(5)
    for length in 0..<300 {
      let bytes = (0..<length).map { _ in UInt8.random(in: 0...255, using: &random) }
      let whole = SHA256()
      whole.update(bytes)
      let pieces = SHA256()
      var start = 0
      while start < length {
        let end = Int.random(in: start...length, using: &random)
        pieces.update(bytes, start..<end)
        start = end
      }
      #expect(pieces.digest() == whole.digest(), "\(length) bytes")
    }
  }
}
