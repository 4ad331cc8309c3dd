import Foundation
import Testing

/// `samples/rejects` has a file for every reason, and beside it the rejects file it gives.
@Suite struct `Specimens of rejects` {
  static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().appendingPathComponent("samples/rejects").path

  /// In their order of precedence.
  static let reasons = [
    "malformed_record", "missing_field", "invalid_time", "invalid_duration", "invalid_quantity", "invalid_field",
    "unmatched_leg", "unknown_payer", "service_not_active", "service_ended", "ambiguous_payer", "invalid_number", "no_zone", "no_rate", "destination_blocked", "amount_too_large",
  ]

  /// Those that need subscribers.
  private static let ofPayers = ["unknown_payer", "service_not_active", "service_ended", "ambiguous_payer"]

  @Test(arguments: reasons)
  func `come out as they are kept`(reason: String) throws {
    let place = try Workplace()
    let name = reason == "unmatched_leg" ? "unmatched_leg.log" : reason + ".csv"
    let copy = try place.shell("cp -r \(Self.folder)/{zoned,deck.csv,subscribers.csv,\(name),\(reason).rejects.csv} .")
    #expect(copy.status == 0)
    let payers = Self.ofPayers.contains(reason) ? ["--subscribers", "subscribers.csv"] : []
    let command = ["rate", "--plan", reason == "no_zone" ? "zoned" : "deck.csv", "-o", "/dev/null"] + payers + ["--rejects"]
    #expect(try place.tollbook(command + ["got.csv", name]).status == 3)
    let rows = try place.text("got.csv").split(separator: "\n").dropFirst()
    #expect(!rows.isEmpty && rows.allSatisfy { $0.hasPrefix(reason + ",") })
    #expect(try place.text("got.csv") == place.text(reason + ".rejects.csv"))
    // And again, from the rejects themselves.
    let again = try place.tollbook(command + ["again.csv", reason + ".rejects.csv"])
    #expect(try again.status == 3 && place.text("again.csv") == place.text("got.csv"))
  }
}
