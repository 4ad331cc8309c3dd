import ArgumentParser
import RatePlans
import Rating
import Telecom

/// By which plans usage is rated, and for whom.
struct RaterOptions: ParsableArguments {
  @Option(help: ArgumentHelp(
    "A plan's folder, its plan.yaml, or a bare deck; with --subscribers or --suppliers several, the first for those that "
      + "name none.",
    valueName: "path"))
  var plan: [String] = []

  @Option(help: ArgumentHelp(
    "Who pays: a CSV with the columns service, account, and where wanted kind, plan, valid_from, valid_to and others.",
    valueName: "file"))
  var subscribers: String?

  @OptionGroup var geography: NumberingOptions

  @OptionGroup var levels: LevelOptions

  func validate() throws {
    if plan.count > 1, subscribers == nil, levels.suppliers == nil {
      throw ValidationError("--plan can be given once only, or with --subscribers or --suppliers that say who has which")
    }
    if levels.resellers != nil, subscribers == nil {
      throw ValidationError("--resellers needs --subscribers: resellers are those above an account")
    }
  }

  /// A file that plans and numbering data are in, once it is read.
  private enum Loaded: Sendable {
    case geography(Result<(geography: CallGeography?, warnings: [[Problem]]), ProblemReport>)
    case plan(Result<LoadedPlan, ProblemReport>)
  }

  /// Loads the plans and the subscribers; what is wrong with any of the plans is reported together.
  /// - Parameter keepsPromises: whether somebody keeps count of what customers draw on what their plans promise.
  func load(threads: Int, keepsPromises: Bool = false, _ terminal: Terminal) throws(ProblemReport) -> AccountRater {
    var raters: [UsageRater] = []
    var problems: [Problem] = []
    var geography: CallGeography?
    // None of them asks for another: each may be read by a thread of its own.
    let parts = concurrentMap(plan.count + 1, threads: threads) { [plan, files = self.geography.files] index in
      index == 0
        ? Loaded.geography(Result { () throws(ProblemReport) in try files.load() })
        : .plan(Result { () throws(ProblemReport) in try RatePlanLoader.load(plan[index - 1], threads: threads) })
    }
    for (index, part) in parts.enumerated() {
      do throws(ProblemReport) {
        let loaded: LoadedPlan
        switch part {
        case .geography(let result):
          let found = try result.get()
          for warnings in found.warnings { terminal.warn(warnings, whole: nil) }
          geography = found.geography
          continue
        case .plan(let result): loaded = try result.get()
        }
        let path = plan[index - 1]
        terminal.warn((keepsPromises ? [] : loaded.unheeded(path)) + loaded.warnings, whole: "'tollbook plan check \(path)' shows all")
        if raters.contains(where: { $0.plan.name == loaded.plan.name }) {
          problems.append(
            Problem(
              at: InputLocation(path), "another plan of this run is named '\(loaded.plan.name)' too",
              remedy: "give one of them another name in its plan.yaml"))
        }
        raters.append(UsageRater(loaded.plan, geography: geography))
      } catch {
        problems += error.problems
      }
    }
    guard problems.isEmpty else { throw ProblemReport(problems) }
    let plans = raters.map(\.plan)
    let rules = try levels.rules()
    let resellers = try levels.resellers.map { path throws(ProblemReport) in try ResellerFile.load(path, plans: plans) }
    let suppliers = try levels.suppliers.map { path throws(ProblemReport) in try SupplierFile.load(path, plans: plans) }
    let payers = try subscribers.map { path throws(ProblemReport) in try SubscriberFile.load(path, plans: plans, rules: rules) }
    if let payers { terminal.warn(payers.warnings, whole: nil) }
    let above = levels.isGiven
      ? PriceLevels(entries: payers?.directory.entries ?? [], resellers: resellers ?? [], suppliers: suppliers ?? []) : nil
    var owners: PoolOwners?
    if keepsPromises, let payers {
      let parents = Dictionary((resellers ?? []).map { ($0.account, $0.parentAccount) }, uniquingKeysWith: { first, _ in first })
      owners = PoolOwners(entries: payers.directory.entries, zone: plans[0].zone, parents: parents)
    }
    return AccountRater(
      raters, directory: payers?.directory, rules: rules, levels: above, tiers: levels.chosenTiers, owners: owners)
  }
}
