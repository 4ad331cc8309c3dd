package import Telecom

/// A plan that can be used, and what in its files probably does not say what was meant.
package struct LoadedPlan: Sendable {
  package var plan: RatePlan
  package var warnings: [Problem]
}
