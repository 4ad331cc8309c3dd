import ArgumentParser
import BillingStore
import Bytes
import RatePlans
import Telecom

struct AllowancesBoostCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "boost", abstract: "Gives an account or a service more units of an allowance, once.",
    discussion: """
      Usage that starts from --from until before --expires may draw on them, once the allowance's own units are used up. \
      With a --reference the same gift is given once, however often the command runs.

      Example: tollbook allowances boost state.allowances --plan retail --allowance national-500 --service 12015550142 \
      --units 100 --from 2026-11-21 --expires 2026-12-21 --reference order-4711
      """)

  @Argument(help: ArgumentHelp("What 'tollbook rate --allowances' keeps.", valueName: "state-file")) var file: String
  @Option(help: ArgumentHelp("The plan's name; or its path, where no run has had it yet.", valueName: "name")) var plan: String
  @Option(help: ArgumentHelp("Which of the plan's allowances.", valueName: "name")) var allowance: String
  @Option(help: ArgumentHelp("Who gets them, where accounts or branches share the allowance.", valueName: "name"))
  var account: String?
  @Option(help: ArgumentHelp("Who gets them, where each service has its own; with --account where that is not clear.", valueName: "name")) var service: String?
  @Option(help: ArgumentHelp("How many, in the allowance's unit.", valueName: "number")) var units: String
  @Option(help: ArgumentHelp("From when on: 2026-11-21, 2026-11-21 12:00:00, or with an offset.", valueName: "time"))
  var from: String
  @Option(help: ArgumentHelp("The first moment at which they can no longer be used.", valueName: "time")) var expires: String
  @Option(help: ArgumentHelp("Zone of times that carry none; UTC where it is not given.", valueName: "zone"))
  var timeZone: String?
  @Option(help: ArgumentHelp("What stands for this gift and no other, such as an order's number.", valueName: "text"))
  var reference: String?

  func validate() throws {
    if account == nil, service == nil { throw ValidationError("give --account or --service") }
    if reference == "" { throw ValidationError("--reference is empty; leave it out, or give one of its own") }
    _ = try (moment(from, "--from"), moment(expires, "--expires"))
  }

  private func moment(_ text: String, _ option: String) throws -> Int64 {
    guard let zone = ZoneRules(named: timeZone ?? "UTC") else {
      throw ValidationError("there is no time zone '\(timeZone ?? "")'; name one as Europe/Berlin, UTC or +02:00")
    }
    guard let moment = Timestamp(typed: text, zone: zone) else {
      throw ValidationError("\(option) \(text) is no time; write 2026-11-21, 2026-11-21 12:00:00 or 2026-11-21T12:00:00-05:00")
    }
    return moment.milliseconds
  }

  func run() throws {
    let terminal = Terminal()
    let (from, expires) = try (moment(from, "--from"), moment(expires, "--expires"))
    let outcome = try terminal.reporting {
      let isName = try AllowanceFile.plans(of: file).contains(plan) || FilePlace(plan).kind == .missing
      let loaded = try isName ? nil : RatePlanLoader.load(plan, threads: 2).plan
      let gift = BoosterGift(
        plan: loaded?.name ?? plan, allowance: allowance, account: account, service: service, units: units, from: from,
        expires: expires, reference: reference)
      return try AllowanceFile.give(gift, to: file, plan: loaded)
    }
    let owner = service.map { "service \($0)" } ?? "account \(account ?? "")"
    switch outcome {
    case .given(let unit, let isNewOwner):
      terminal.say("\(units) \(unit) were given to \(owner)")
      if isNewOwner { terminal.say("nothing was counted for \(owner) before; see that its name is right") }
    case .givenBefore: terminal.say("\(reference ?? "") was given before; nothing was changed")
    }
  }
}
