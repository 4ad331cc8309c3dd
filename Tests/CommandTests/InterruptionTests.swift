import Foundation
import Testing

@Suite struct `A run that does not come to its end` {
  let place: Workplace

  init() throws {
    place = try Workplace()
    try place.write("in.csv", Workplace.manyCalls)
  }

  private func expectNothing(_ outcome: Workplace.Outcome, _ message: String) throws {
    #expect(outcome.status == 1)
    #expect(outcome.messages.contains(message), "\(outcome.messages)")
    #expect(!outcome.messages.contains("records/s"))
    #expect(try place.files.filter { $0.contains("out.csv") } == [])
  }

  @Test(arguments: ["out.csv", "out.csv.zst", "out.csv.gz"])
  func `leaves nothing when files may not grow`(name: String) throws {
    let outcome = try place.shell("ulimit -f 40; $T rate --plan deck.csv -o \(name) in.csv")
    try expectNothing(outcome, "tollbook: \(name): File too large; no output was written under its name")
  }

  @Test func `leaves nothing on a full disk`() throws {
    guard getuid() == 0 else { return }  // Only root mounts.
    let outcome = try place.shell(
      "mkdir disk; mount -t tmpfs -o size=1m none disk || exit 9; $T rate --plan deck.csv -o disk/out.csv in.csv; s=$?; "
        + "ls -A disk; umount disk; exit $s")
    guard outcome.status != 9 else { return }
    #expect(outcome.output.isEmpty)
    try expectNothing(outcome, "disk/out.csv: No space left on device")
  }

  @Test func `keeps what was there before`() throws {
    let outcome = try place.shell("echo old > out.csv; (ulimit -f 40; $T rate --plan deck.csv -o out.csv in.csv); cat out.csv")
    #expect(outcome.text == "old\n")
    #expect(try place.partials == [])
  }

  @Test func `ends quietly when nobody reads on`() throws {
    let outcome = try place.shell("$T rate --plan deck.csv in.csv | head -1; exit ${PIPESTATUS[0]}")
    #expect(outcome.status == 1 && outcome.messages == "" && outcome.text.hasPrefix("record_id,"))
  }

  @Test(arguments: ["INT", "TERM", "HUP"])
  func `says so when it is interrupted while it waits for a pipe`(signal: String) throws {
    let outcome = try place.shell(
      "mkfifo pipe; exec 3<>pipe; cat in.csv >&3 & $T rate --plan deck.csv -o out.csv - <pipe & pid=$!; "
        + "waitfor 'ls .out.csv.*.partial 2>/dev/null' >/dev/null; awaitsignal $pid; kill -\(signal) $pid; "
        + "waitfor \"! kill -0 $pid 2>/dev/null\" || echo stuck; wait $pid")
    #expect(outcome.text == "")
    try expectNothing(outcome, "tollbook: interrupted; no output was written under its name")
  }

  @Test(arguments: [
    "$T rate --plan deck.csv -o out.csv pipe",  // a named pipe that nobody writes to
    "$T rate --plan deck.csv -o pipe --rejects out.csv in.csv",  // one that nobody reads from
    "$T rate --plan deck.csv --rejects out.csv in.csv > >(exec sleep 3)",  // standard output that nobody reads from
    "$T rate --plan deck.csv -o out.csv in.csv - <pipe2",  // a good file, then a pipe
    "$T rate --plan deck.csv -o out.csv in.csv{,,,,,,,,,}{,,,}",  // nothing: it is at work
  ])
  func `can be interrupted whatever it waits for`(command: String) throws {
    let outcome = try place.shell(
      "mkfifo pipe pipe2; exec 4<>pipe2; \(command) & pid=$!; awaitsignal $pid; kill -INT $pid; "
        + "waitfor \"! kill -0 $pid 2>/dev/null\" || { echo stuck; kill -9 $pid; }; wait $pid")
    #expect(outcome.text == "")
    try expectNothing(outcome, "tollbook: interrupted; no output was written under its name")
  }

  @Test func `leaves a hidden file when it is killed, which harms no other run`() throws {
    let outcome = try place.shell(
      "mkfifo pipe; exec 3<>pipe; cat in.csv >&3 & $T rate --plan deck.csv -o out.csv - <pipe & pid=$!; "
        + "waitfor 'ls .out.csv.*.partial 2>/dev/null' >/dev/null; kill -9 $pid; wait $pid; test -e out.csv && exit 9; "
        + "$T rate --plan deck.csv -o out.csv in.csv")
    #expect(outcome.status == 0)
    #expect(try place.partials.count == 2)  // Of the output and of the rejects.
    #expect(try place.text("out.csv").split(separator: "\n").count == 20_001)
  }
}
