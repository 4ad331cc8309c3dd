import Bytes
import CDRDecoding
import Foundation
import RatePlans

/// Loads what people write: decks, plans, dialects. They are read from files, so the bytes become one.
final class LoaderTarget: FuzzTarget {
  private let folder: String
  private let written: String
  private let loaded: String

  init(_ name: String) {
    folder = NSTemporaryDirectory() + "/tollbook-fuzz-\(ProcessInfo.processInfo.processIdentifier)"
    try! FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    switch name {
    case "mapped-deck":
      written = folder + "/deck.csv"
      loaded = folder + "/plan.yaml"
      try! RawFile.writing(loaded).write(Array(Self.mapping.utf8))
    case "plan":
      written = folder + "/plan.yaml"
      loaded = written
      try! RawFile.writing(folder + "/deck.csv").write(Array(Self.deck.utf8))
    case "dialect":
      written = folder + "/dialect.yaml"
      loaded = written
    default:
      written = folder + "/deck.csv"
      loaded = written
    }
  }

  func run(_ bytes: [UInt8]) {
    try! RawFile.writing(written).write(bytes)
    if loaded.hasSuffix("/dialect.yaml") {
      _ = try? Dialect.load(path: loaded)
    } else {
      _ = try? RatePlanLoader.load(loaded, threads: 2)
    }
  }

  private static let deck = "prefix,destination,rate_per_minute\n44,United Kingdom,0.01\n"

  /// A supplier's layout with everything that such layouts have.
  private static let mapping = """
    name: mapped
    currency: USD
    decks:
      - file: deck.csv
        kind: termination
        columns: {destination: Destination, prefix: Codes, rate_per_minute: Price, effective_from: Effective, increments: Billing}

    """
}
