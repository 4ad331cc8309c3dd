import Bytes
import Dispatch
import RatingPipeline

/// Shows how far a run is, twice a second, when somebody looks.
final class Progress {
  private let timer: (any DispatchSourceTimer)?
  private let terminal: Terminal

  init(_ control: RatingRun.Control, inputs: [String], terminal: Terminal) {
    self.terminal = terminal
    guard terminal.isWatched else {
      timer = nil
      return
    }
    // Compressed files and pipes have no known size; then there is no end to foretell.
    let sizes = inputs.map { $0.hasSuffix(".gz") || $0.hasSuffix(".zst") ? nil : FilePlace($0).size }
    let total = sizes.contains(nil) ? nil : sizes.reduce(0) { $0 + ($1 ?? 0) }
    let started = ContinuousClock.now
    let timer = DispatchSource.makeTimerSource(queue: .global())
    timer.schedule(deadline: .now() + .milliseconds(500), repeating: .milliseconds(500))
    timer.setEventHandler {
      let (bytes, records) = control.progress
      let elapsed = started.duration(to: .now)
      let seconds = Double(elapsed.components.seconds) + Double(elapsed.components.attoseconds) / 1e18
      var line = "\(records) records, \(Int(Double(records) / seconds)) a second"
      if let total, bytes > 0 {
        let left = Double(total - bytes) / Double(bytes) * seconds
        line += ", \(100 * bytes / max(total, 1)) %, \(Int(left.rounded(.up))) s left"
      }
      terminal.show(line)
    }
    timer.resume()
    self.timer = timer
  }

  func stop() {
    timer?.cancel()
    if timer != nil { terminal.show("") }
  }
}
