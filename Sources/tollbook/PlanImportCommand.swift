import ArgumentParser
import BillingStore
import Bytes
import Foundation
import RatePlans
import Telecom

struct PlanImportCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "import", abstract: "Takes a rate plan into a book.",
    discussion: """
      The book keeps the plan's files as they are. A plan of the same name that is there already stays for the calls
      before --valid-from; without --valid-from the new version prices all calls, those of the past when they are rated
      again or come late. What was rated stays as it is, and is explained by the version that priced it; the folder
      itself is not asked again.

      Example: tollbook plan import --book muster.tollbook rateplans/retail-us
      """)

  @OptionGroup var book: BookOptions
  @OptionGroup var actor: ActorOptions
  @Argument(help: "A plan folder, a plan.yaml or a deck.") var path: String
  @Option(help: ArgumentHelp(
    "Start of the first calls that it prices: 2027-01-01T00:00:00Z, or local time of the plan.", valueName: "time"))
  var validFrom: String?
  @Option(help: "Threads to read with.") var threads = 2

  func run() throws {
    let terminal = Terminal()
    let book = try book.open()
    try terminal.reporting {
      let taken = try PlanStore.take(path, validFrom: start, threads: threads, into: book, actor: actor.name, recordedAt: Clock.now * 1000)
      terminal.warn(taken.warnings, whole: "'tollbook plan check \(path)' shows all")
      let from = taken.version.validFrom == 0 ? "" : " from \(Timestamp(milliseconds: taken.version.validFrom))"
      terminal.say(
        taken.isKnown
          ? "plan \(taken.version.name)\(from) is in the book already, as \(taken.version.id)"
          : "plan \(taken.version.name)\(from) is in the book as \(taken.version.id)")
    }
  }

  private func start(_ zone: ZoneRules) throws -> Int64? {
    guard let validFrom else { return nil }
    guard let time = Timestamp(typed: validFrom, zone: zone) else {
      throw ValidationError("--valid-from \(validFrom) is no time; write it as 2027-01-01T00:00:00Z or 2027-01-01")
    }
    return time.milliseconds
  }
}
