internal import RatePlans
internal import Telecom

/// What a trie found for many numbers last: the plan of the next level often has the same prefixes.
struct FoundPrefixes: Sendable {
  var numbers: [PhoneNumber] = []
  var matches: [PrefixTrie.Match] = []
}
