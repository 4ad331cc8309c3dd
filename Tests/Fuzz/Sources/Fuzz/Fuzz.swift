import CDRDecoding
import Foundation

/// What libFuzzer calls with bytes of its invention. `FUZZ_TARGET` names what they are fed to.
@_cdecl("LLVMFuzzerTestOneInput")
public func testOneInput(_ data: UnsafePointer<UInt8>?, _ size: Int) -> CInt {
  target.run(Array(UnsafeBufferPointer(start: data, count: size)))
  return 0
}

protocol FuzzTarget: Sendable {
  /// Stops the program when something is not as it must be.
  func run(_ bytes: [UInt8])
}

/// Like `precondition`, but says why in a release build too.
func require(_ condition: Bool, _ message: @autoclosure () -> String) {
  if !condition { fatalError(message()) }
}

private let target: any FuzzTarget = {
  let name = ProcessInfo.processInfo.environment["FUZZ_TARGET"] ?? ""
  switch name {
  case "recognition": return RecognitionTarget()
  case "deck", "mapped-deck", "plan", "dialect": return LoaderTarget(name)
  case "compression": return CompressionTarget()
  default:
    guard let dialect = Dialect.builtIn(name) else {
      fatalError("FUZZ_TARGET is '\(name)'; name a dialect, recognition, deck, mapped-deck, plan, dialect or compression")
    }
    return DecoderTarget(dialect)
  }
}()
