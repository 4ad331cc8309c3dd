/// An account whose charges stand on an invoice: the one that pays it, or one whose billing is consolidated into it.
package struct BilledAccount: Hashable, Sendable, Codable {
  package var code: String
  package var name: String

  package init(code: String, name: String) {
    self.code = code
    self.name = name
  }
}
