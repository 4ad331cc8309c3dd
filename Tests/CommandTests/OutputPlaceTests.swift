import Foundation
import Testing

@Suite struct `Where output goes` {
  let place: Workplace

  init() throws {
    place = try Workplace()
    try place.write("in.csv", Workplace.header + Workplace.calls(0..<5))
  }

  @Test(arguments: [  // what is read, what is written
    ("in.csv", "-o in.csv"), ("./in.csv", "-o in.csv"), ("in.csv", "-o link.csv"), ("link.csv", "-o in.csv"),
    ("in.csv", "-o hard.csv"), ("in.csv", "-o folder/../in.csv"), ("in.csv", "-o out.csv --rejects link.csv"),
    ("out.csv.rejects.csv", "-o out.csv"), ("in.csv", "-o deck.csv"), ("in.csv", "--rejects ./deck.csv"),
  ])
  func `never over what is read`(input: String, output: String) throws {
    try place.write("out.csv.rejects.csv", "")
    let outcome = try place.shell(
      "ln -s in.csv link.csv; ln in.csv hard.csv; mkdir folder; cp in.csv before; cp deck.csv deck.before; "
        + "$T rate --plan deck.csv \(output) \(input); s=$?; cmp in.csv before && cmp deck.csv deck.before || exit 9; exit $s")
    #expect(outcome.status == 64)
    #expect(outcome.messages.contains("would be read, and written as"))
    #expect(try place.partials == [])
  }

  @Test(arguments: ["-o out.csv --rejects out.csv", "-o out.csv --rejects ./out.csv", "-o - --rejects -"])
  func `rated usage and rejects go to two places`(output: String) throws {
    let outcome = try place.shell("$T rate --plan deck.csv \(output) in.csv")
    #expect(outcome.status == 64 && outcome.output.isEmpty)
  }

  @Test func `a folder that is not there is named`() throws {
    let outcome = try place.tollbook("rate", "--plan", "deck.csv", "-o", "nowhere/out.csv", "in.csv")
    #expect(outcome.status == 1)
    #expect(outcome.messages == "tollbook: nowhere/out.csv: No such file or directory; create its folder first\n")
  }

  @Test func `a folder is no file to write, and none to read`() throws {
    let outcome = try place.shell("mkdir folder; $T rate --plan deck.csv -o folder in.csv")
    #expect(outcome.status == 1 && outcome.messages == "tollbook: folder: Is a directory\n")
    let read = try place.tollbook("rate", "--plan", "deck.csv", "-o", "out.csv", "folder")
    #expect(read.status == 1 && read.messages.hasPrefix("tollbook: folder: Is a directory"))
    #expect(!place.exists("out.csv"))
    #expect(try place.partials == [])
  }

  @Test func `a file that was there keeps its permissions, and one that may not be written is left alone`() throws {
    let outcome = try place.shell(
      "echo old > out.csv; chmod 640 out.csv; $T rate --plan deck.csv -o out.csv in.csv; stat -c %a out.csv")
    #expect(outcome.text == "640\n")
    #expect(try place.text("out.csv").split(separator: "\n").count == 6)
    guard getuid() != 0 else { return }  // Root may write to anything.
    let refused = try place.shell("chmod 440 out.csv; $T rate --plan deck.csv -o out.csv in.csv")
    #expect(refused.status == 1 && refused.messages.contains("out.csv: Permission denied"))
  }

  @Test func `a symbolic link leads to its file, there or not`() throws {
    let outcome = try place.shell(
      "mkdir folder; ln -s folder/real.csv link.csv; $T rate --plan deck.csv -o link.csv in.csv && "
        + "$T rate --plan deck.csv -o link.csv in.csv && test -L link.csv && wc -l < folder/real.csv && ls -A folder")
    #expect(outcome.text == "6\nreal.csv\n")
  }

  @Test func `devices and named pipes are written to, not replaced`() throws {
    let null = try place.shell("$T rate --plan deck.csv -o /dev/null --rejects /dev/null in.csv; test -c /dev/null || exit 9")
    #expect(null.status == 0)
    let pipe = try place.shell(
      "mkfifo pipe; (cat pipe > got.csv) & $T rate --plan deck.csv -o pipe --rejects no.csv in.csv; wait; test -p pipe && wc -l < got.csv")
    #expect(pipe.status == 0 && pipe.text == "6\n")
  }

  @Test func `a full pipe makes the run wait, not fail`() throws {
    try place.write("big.csv", Workplace.header + Workplace.calls(0..<5000))
    let outcome = try place.shell("$T rate --plan deck.csv big.csv 2> /dev/null | (sleep 0.5; wc -l)")
    #expect(outcome.text == "5001\n")
  }

  @Test func `messages never end in a file, even with standard error closed`() throws {
    let outcome = try place.shell("$T rate --plan deck.csv -o out.csv in.csv 2>&-; exit $?")
    #expect(outcome.status == 0)
    #expect(try place.text("out.csv").split(separator: "\n").count == 6)
    let closed = try place.shell("$T rate --plan deck.csv in.csv >&-")
    #expect(closed.status == 1 && closed.messages == "tollbook: standard output: Bad file descriptor\n")
  }

  @Test func `an input that fails takes nothing of the others with it`() throws {
    for number in 0..<10 { try place.write("in\(number).csv", Workplace.header + Workplace.calls(number..<number + 1)) }
    let outcome = try place.shell(
      "rm in7.csv; mkdir in4.csv.d; $T rate --plan deck.csv -o out.csv in{0..9}.csv; s=$?; cut -d, -f1 out.csv | tail -n +2 | xargs; exit $s")
    #expect(outcome.status == 1)
    #expect(outcome.text == "r0 r1 r2 r3 r4 r5 r6 r8 r9\n")
    #expect(outcome.messages.hasPrefix("tollbook: in7.csv: No such file or directory\n"))
    #expect(outcome.messages.contains("records in 9 files"))
  }

  @Test func `a file nobody may read is one of those`() throws {
    guard getuid() != 0 else { return }  // Root may read anything.
    let outcome = try place.shell("cp in.csv no.csv; chmod 000 no.csv; $T rate --plan deck.csv -o out.csv in.csv no.csv")
    #expect(outcome.status == 1 && outcome.messages.contains("no.csv: Permission denied"))
    #expect(try place.text("out.csv").split(separator: "\n").count == 6)
  }
}
