import Testing

@Suite struct `The same bytes from the command` {
  let place: Workplace

  init() throws {
    place = try Workplace()
    // Local times, some in the gap and in the doubled hour of every zone that has them.
    let rows = (0..<300).map { number in
      let start = ["2026-03-08 02:30:00", "2026-11-01 01:30:00", "2026-07-01 23:59:59", "2026-02-30 00:00:00"][number % 4]
      return "a,\(12_025_550_100 + number),4420794601\(10 + number % 90),c,,,,,,\(start),,,9,\(number),ANSWERED,DOCUMENTATION\n"
    }
    try place.write("in.csv", rows.joined())
  }

  @Test func `in every host zone and locale, from files, pipes and packed files, on any number of threads`() throws {
    let commands = [
      "TZ=UTC $T rate --plan deck.csv --time-zone America/New_York -o $O --threads 1 in.csv",
      "TZ=Pacific/Kiritimati $T rate --plan deck.csv --time-zone America/New_York -o $O --threads 2 in.csv",
      "TZ=America/Adak LC_ALL=tr_TR.UTF-8 $T rate --plan deck.csv --time-zone America/New_York -o $O --threads 8 in.csv",
      "gzip < in.csv > p && mv in.csv plain && mv p in.csv && $T rate --plan deck.csv --time-zone America/New_York -o $O in.csv; s=$?; mv plain in.csv; (exit $s)",
      "ln in.csv c && mkfifo p && mv p in.csv && (cat c > in.csv &) && $T rate --plan deck.csv --time-zone America/New_York -o $O in.csv; s=$?; mv c in.csv; (exit $s)",
    ]
    for (number, command) in commands.enumerated() {
      #expect(try place.shell("export O=out\(number).csv; " + command).status == 3, "\(command)")
      #expect(try place.bytes("out\(number).csv") == place.bytes("out0.csv"), "\(command)")
      #expect(try place.bytes("out\(number).csv.rejects.csv") == place.bytes("out0.csv.rejects.csv"), "\(command)")
    }
    // 75 of each start; the first of 02:30 has no seconds and costs nothing.
    #expect(try place.text("out0.csv").split(separator: "\n").count == 225)
    #expect(try place.text("out0.csv.rejects.csv").split(separator: "\n").count == 76)
  }

  /// Peak memory in KiB while the file `block` comes through a pipe so many times.
  private func peak(_ times: Int) throws -> Int {
    let outcome = try place.shell(
      "$T rate --plan deck.csv --format csv --threads 2 -o /dev/null --rejects /dev/null - "
        + "< <(cat header; for ((i = 0; i < \(times); i++)); do cat block; done) 2> err & pid=$!; "
        + "while kill -0 $pid 2> /dev/null; do grep VmHWM /proc/$pid/status > new 2> /dev/null && mv new peak; sleep 0.01; done; "
        + "wait $pid && grep -q '^read *\(times * 20),000' err && tr -dc 0-9 < peak")
    #expect(outcome.status == 0)
    return try #require(Int(outcome.text))
  }

  @Test func `memory does not grow with the input`() throws {
    try place.write("header", Workplace.header)
    try place.write("block", Workplace.manyCalls.dropFirst(Workplace.header.utf8.count))
    // 1 MB a block, and 2 MB of rows. Chunks under way take some 60 MB, whatever the input's size: so do 3 GB.
    let kibibytes = try peak(20)
    #expect(kibibytes < 90_000, "\(kibibytes) KiB")
  }
}
