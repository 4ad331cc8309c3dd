import ArgumentParser
import BillingStore
import Bytes

/// How a command that lists something writes it.
struct ListingOptions: ParsableArguments {
  @Option(help: "text (aligned), csv, or json (an object a line).")
  var format = Listing.Format.text

  /// Writes to standard output. A reader that has seen enough is nobody's failure.
  func write(_ listing: Listing) throws {
    do {
      try RawFile.standardOutput.write(listing.bytes(as: format))
    } catch where error.isClosedPipe {
      return
    }
  }
}

extension Listing.Format: ExpressibleByArgument {}
