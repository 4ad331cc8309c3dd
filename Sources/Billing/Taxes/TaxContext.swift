/// Everything taxes are computed from, beside the lines.
package struct TaxContext: Hashable, Sendable, Codable {
  package var rules: [TaxRule]
  package var exemptions: [TaxExemption]

  package init(rules: [TaxRule] = [], exemptions: [TaxExemption] = []) {
    self.rules = rules
    self.exemptions = exemptions
  }
}
