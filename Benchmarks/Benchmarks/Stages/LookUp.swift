import Benchmark
import RatePlans
import Telecom

private struct LookUpCase: Sendable {
  var trie: PrefixTrie
  var numbers: [PhoneNumber]
  /// Of the digits that are matched, found by looking for shorter and shorter prefixes among all of them.
  var matchedDigits: Int
}

func registerLookUp() {
  for size in [Scale.smallDeck, Scale.largeDeck] {
    Benchmark("look-up/random/\(Scale.name(size))-prefixes") { benchmark, input in
      var matches: [PrefixTrie.Match] = []
      benchmark.measure(records: input.numbers.count) { input.trie.longestMatches(input.numbers, into: &matches) }
      require(
        "the sum of matched digits", matches.reduce(0) { $0 + max(0, Int($1.digits)) }, equals: input.matchedDigits)
    } setup: {
      lookUpCase(size)
    }
  }
}

private func lookUpCase(_ size: Int) -> LookUpCase {
  let prefixes = Fixtures.prefixes(size)
  let known = Set(prefixes)
  var numbers: [PhoneNumber] = []
  var matchedDigits = 0
  for index in 0..<Scale.calls {
    let prefix = prefixes[index &* 7_919 % prefixes.count]
    let filler = String(index &* 2_654_435_761 % 100_000_000)
    guard let number = PhoneNumber(String("\(prefix)\(filler)".prefix(12))) else { continue }
    numbers.append(number)
    matchedDigits += (1...number.count).last { known.contains(number.prefix($0)) } ?? 0
  }
  let trie = PrefixTrie(sortedKeys: prefixes.map { DeckPrefix($0).key }.sorted())
  return LookUpCase(trie: trie, numbers: numbers, matchedDigits: matchedDigits)
}
