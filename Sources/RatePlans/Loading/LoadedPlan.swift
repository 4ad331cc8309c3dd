package import Telecom

/// A plan that can be used, and what in its files probably does not say what was meant.
package struct LoadedPlan: Sendable {
  package var plan: RatePlan
  package var warnings: [Problem]

  /// Told whoever means to rate by the plan: its promises are read and checked, and no charge heeds them yet.
  /// - Parameter path: as its user named the plan.
  package func unheeded(_ path: String) -> [Problem] {
    plan.promises.isEmpty
      ? []
      : [
        Problem(
          .warning, at: InputLocation(path),
          "its allowances, volumes, commitments and limits are read and checked only; usage is charged as if there were none",
          remedy: "rate by plans without them for the time being")
      ]
  }
}
