import Bytes
import RatingPipeline
import TestSupport
import Testing

@Suite struct `The same bytes` {
  let desk: Desk

  init() throws { desk = try Desk() }

  @Test func `for any number of threads and any size of chunks`() throws {
    for seed in 1...4 as ClosedRange<UInt64> {
      let input = RandomUsage.file(400, seed: seed)
      let whole = try desk.rate(input)
      #expect(whole.summary.addsUp && whole.summary.rated > 50 && whole.summary.rejectedTotal > 50, "seed \(seed)")
      for (threads, chunk) in [(1, 64), (2, 64), (8, 64), (2, 97), (8, 1000), (2, 4096), (8, 1 << 20)] {
        #expect(try desk.rate(input, threads: threads, chunk: chunk) == whole, "seed \(seed), \(threads) threads, \(chunk)")
      }
    }
  }

  @Test(arguments: ["gz", "zst"])
  func `from packed files as from plain ones`(ending: String) throws {
    // More than is looked at to recognise a file, so that chunks are cut from the stream.
    let bytes = RandomUsage.file(5000, seed: 7)
    let plain = try desk.rate(bytes)
    let packed = desk.path + "/input"
    let sink = try OutputFile(packed + "." + ending)
    let writer = ByteWriter()
    writer.append(contentsOf: bytes)
    try sink.write(writer)
    try sink.commit(afterInput: true)
    _ = try desk.file("input", desk.contents("input." + ending))
    for (threads, chunk) in [(1, 1 << 19), (2, 64), (8, 3000)] {
      #expect(try desk.rate([packed], threads: threads, chunk: chunk) == plain, "\(threads) threads, \(chunk)")
    }
  }

  /// Without the columns that name the file.
  private func placeless(_ bytes: [UInt8]) -> [[[UInt8]]] {
    let rows = CSVText.rows(bytes)
    let header = rows[0].map { String(decoding: $0, as: UTF8.self) }
    let kept = header.indices.filter { !["source", "line", "byte_offset"].contains(header[$0]) }
    return rows.map { row in kept.map { row[$0] } }
  }

  @Test func `from one file as from several`() throws {
    for seed in 10...12 as ClosedRange<UInt64> {
      var random = Seeded(seed)
      let rows = RandomUsage.rows(300, seed: seed)
      let whole = try desk.rate(RandomUsage.header + rows.flatMap(\.self))
      let cuts = [0] + (0..<4).map { _ in Int.random(in: 0...rows.count, using: &random) }.sorted() + [rows.count]
      let parts = try zip(cuts, cuts.dropFirst()).enumerated().map { number, cut in
        try desk.file("part\(number)", RandomUsage.header + rows[cut.0..<cut.1].flatMap(\.self))
      }
      let split = try desk.rate(parts, threads: 2, format: "csv")
      #expect(split.failures == [], "seed \(seed)")
      #expect(placeless(split.rated) == placeless(whole.rated), "seed \(seed), cuts \(cuts)")
      #expect(placeless(split.rejects) == placeless(whole.rejects), "seed \(seed), cuts \(cuts)")
      #expect(split.summary.charges == whole.summary.charges, "seed \(seed)")
    }
  }

  @Test(arguments: Simulation.formats)
  func `in every dialect, damaged files too`(dialect: String) throws {
    for seed in 20...21 as ClosedRange<UInt64> {
      let input = try RandomUsage.damaged(dialect, calls: 60, seed: seed)
      let whole = try desk.rate(input, format: dialect)
      #expect(whole.failures == [] && whole.summary.addsUp, "seed \(seed)")
      for (threads, chunk) in [(2, 64), (8, 500), (2, 5000)] {
        #expect(
          try desk.rate(input, threads: threads, chunk: chunk, format: dialect) == whole,
          "seed \(seed), \(threads) threads, \(chunk)")
      }
    }
  }

  @Test(arguments: ["csv", "kamailio-flat"])
  func `from a stream in small pieces`(dialect: String) throws {
    let input = try RandomUsage.damaged(dialect, calls: 3500, seed: 30)
    #expect(input.count > OpenedInput.sampleSize)
    let packed = desk.path + "/stream.gz"
    let sink = try OutputFile(packed)
    let writer = ByteWriter()
    writer.append(contentsOf: input)
    try sink.write(writer)
    try sink.commit(afterInput: true)
    let one = try desk.rate([packed], format: dialect)
    for (threads, chunk) in [(1, 300), (2, 2000)] {
      #expect(try desk.rate([packed], threads: threads, chunk: chunk, format: dialect) == one)
    }
  }
}

extension OutputFile {
  func commit(afterInput: Bool) throws {
    if afterInput { try endInput() }
    try commit()
  }
}
