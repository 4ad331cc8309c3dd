package import Telecom

/// A plan that can be used, and what in its files probably does not say what was meant.
package struct LoadedPlan: Sendable {
  package var plan: RatePlan
  package var warnings: [Problem]

  /// Told whoever rates by the plan without keeping count of what customers use.
  /// - Parameter path: as its user named the plan.
  package func unheeded(_ path: String) -> [Problem] {
    plan.promises.isEmpty
      ? []
      : [
        Problem(
          .warning, at: InputLocation(path),
          "usage is charged as if its allowances, volumes, commitments and limits were none",
          remedy: "name a file that keeps count of what customers use with --allowances, and the customers with --subscribers")
      ]
  }
}
