internal import Bytes
internal import Compression

/// Reads an archive back into `usage`.
struct ArchiveReader {
  let month: UsageArchive.Month
  let digest: [UInt8]

  private static let blockSize = 1 << 20
  /// Numbers of more digits are stored as text.
  private static let mostDigits = 15

  init(_ month: UsageArchive.Month, digest: [UInt8]) {
    self.month = month
    self.digest = digest
  }

  /// - Throws: when the file is not what was written.
  func check() throws(BookError) {
    guard try isWhole() else {
      throw BookError(.damaged, "\(month.file): it is not what was archived (its SHA-256 differs); get a copy that is")
    }
  }

  /// - Throws: when the file holds anything else than what is to be archived under its name.
  func checkIsOurs() throws(BookError) {
    // What is no archive at all cannot even be unpacked.
    guard (try? isWhole()) == true else {
      throw BookError(
        .refused, "\(month.file): there is another file of this name, perhaps another book's archive; name another folder, or "
          + "move it away if no book needs it; nothing was taken out of the book")
    }
  }

  private func isWhole() throws(BookError) -> Bool {
    let sum = SHA256()
    try eachBlock { block, count throws(BookError) in sum.update(block, 0..<count) }
    return sum.digest() == digest
  }

  /// Inserts the rows, and compares each run with its hash.
  func insert(runs: [SQLRow], _ connection: SQLConnection) throws(BookError) {
    var insertion = try Insertion(runs: runs, file: month.file, connection)
    var fields: [[UInt8]] = []
    var field: [UInt8] = []
    var isQuoted = false
    var isHeader = true
    try eachBlock { block, count throws(BookError) in
      for byte in block[..<count] {
        switch byte {
        case UInt8(ascii: "\""):
          // Of two quotes in a row the second opens the value again, and stands for itself.
          if !isQuoted, insertion.closedQuote { field.append(byte) }
          isQuoted.toggle()
          insertion.closedQuote = !isQuoted
          continue
        case UInt8(ascii: ",") where !isQuoted:
          fields.append(field)
          field.removeAll(keepingCapacity: true)
        case 10 where !isQuoted:
          fields.append(field)
          field.removeAll(keepingCapacity: true)
          if !isHeader { try insertion.insert(fields) }
          isHeader = false
          fields.removeAll(keepingCapacity: true)
        default: field.append(byte)
        }
        insertion.closedQuote = false
      }
    }
    try insertion.end()
  }

  /// The rows of the runs, one after the other.
  private struct Insertion {
    var closedQuote = false
    private var runs: ArraySlice<SQLRow>
    private var left: Int64 = 0
    private var hash: [UInt8] = []
    private var seal = RunSeal()
    private let statement: SQLStatement
    private let file: String

    init(runs: [SQLRow], file: String, _ connection: SQLConnection) throws(BookError) {
      self.runs = runs[...]
      self.file = file
      statement = try connection.statement(UsageWriter.insert)
    }

    private var damage: BookError {
      BookError(.damaged, "\(file): its rows are not those that the book's runs had; get a copy that is whole")
    }

    mutating func insert(_ fields: [[UInt8]]) throws(BookError) {
      guard fields.count == UsageTable.archive.columns.count else { throw damage }
      if left == 0 {
        guard let run = runs.popFirst() else { throw damage }
        (left, hash) = (run.integer(2), run.blob(3))
      }
      for (index, name) in UsageTable.stored.enumerated() {
        let parameter = Int32(index + 1)
        let bytes = fields[index]
        let integer = Self.integer(bytes)
        switch name {
        case "record_id":
          statement.bind(parameter, text: bytes.span)
          seal.add(bytes, 0..<bytes.count)
        case "calling" where integer == nil, "called" where integer == nil, "extras":
          if bytes.isEmpty {
            statement.bindNull(parameter)
            seal.addNull()
          } else {
            statement.bind(parameter, text: bytes.span)
            seal.add(bytes, 0..<bytes.count)
          }
        default:
          guard let value = integer ?? Int64(String(decoding: bytes, as: UTF8.self)) else { throw damage }
          statement.bind(parameter, value)
          seal.add(value)
        }
      }
      seal.endRow()
      guard try statement.run() == 1 else { throw damage }
      left -= 1
      if left == 0, seal.digest() != hash { throw damage }
    }

    func end() throws(BookError) {
      if left > 0 || !runs.isEmpty { throw damage }
    }

    /// A number of digits without a leading zero.
    private static func integer(_ bytes: [UInt8]) -> Int64? {
      guard 1...mostDigits ~= bytes.count, bytes[0] != 48, bytes.allSatisfy({ 48...57 ~= $0 }) else { return nil }
      return bytes.reduce(0) { $0 * 10 + Int64($1 - 48) }
    }
  }

  private func eachBlock(_ body: ([UInt8], Int) throws(BookError) -> Void) throws(BookError) {
    var block = [UInt8](repeating: 0, count: Self.blockSize)
    var count = block.count
    let source: ByteSource
    do throws(SystemError) { source = ByteSource(try RawFile.reading(month.file)) } catch {
      throw BookError(.storage, "\(error)")
    }
    while count == block.count {
      do throws(InputError) { count = try source.read(into: &block, 0..<block.count) } catch {
        throw BookError(.storage, "\(error)")
      }
      try body(block, count)
    }
  }
}
