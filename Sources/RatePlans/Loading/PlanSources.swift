/// What a plan.yaml says, before its other files are read.
struct PlanSources {
  /// Without tariffs and zones.
  var plan: RatePlan
  let reach: BandReach
  let decks: [DeckSource]
  /// The zones file, where the plan has one.
  var zones: DeckSource?
  /// What the plan's promises say of its decks.
  var mentions: [PromiseMention] = []
}
