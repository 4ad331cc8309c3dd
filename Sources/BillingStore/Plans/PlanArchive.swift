/// The files of a plan one behind the other, in the form of POSIX `ustar`, so that `zstd -d | tar x` gets them back.
/// The same files give the same bytes: nothing but names and contents is kept.
enum PlanArchive {
  private static let block = 512

  /// - Returns: `nil` when a name is longer than the form can hold.
  static func pack(_ files: [(name: String, bytes: [UInt8])]) -> [UInt8]? {
    var archive: [UInt8] = []
    for (name, bytes) in files {
      guard let header = header(name, size: bytes.count) else { return nil }
      archive += header
      archive += bytes
      archive += repeatElement(0, count: padding(bytes.count))
    }
    return archive + repeatElement(0, count: 2 * block)
  }

  /// - Returns: `nil` for what `pack` did not make.
  static func unpack(_ archive: [UInt8]) -> [(name: String, bytes: [UInt8])]? {
    var files: [(name: String, bytes: [UInt8])] = []
    var position = 0
    while position + block <= archive.count, archive[position] != 0 {
      let header = Array(archive[position..<position + block])
      guard let size = Int(text(header, 124..<136), radix: 8), let sum = Int(text(header, 148..<155), radix: 8),
        sum == checksum(header), position + block + size <= archive.count
      else { return nil }
      let prefix = text(header, 345..<500)
      let name = text(header, 0..<100)
      position += block
      files.append((prefix.isEmpty ? name : prefix + "/" + name, Array(archive[position..<position + size])))
      position += size + padding(size)
    }
    return files
  }

  private static func padding(_ size: Int) -> Int { (block - size % block) % block }

  private static func header(_ path: String, size: Int) -> [UInt8]? {
    var name = Array(path.utf8)
    var prefix: [UInt8] = []
    if name.count > 100 {
      guard let slash = name.indices.first(where: { name[$0] == UInt8(ascii: "/") && name.count - $0 - 1 <= 100 }),
        slash <= 155, slash > 0
      else { return nil }
      prefix = Array(name[..<slash])
      name = Array(name[(slash + 1)...])
    }
    var header = [UInt8](repeating: 0, count: block)
    func put(_ bytes: [UInt8], at offset: Int) { header.replaceSubrange(offset..<offset + bytes.count, with: bytes) }
    func octal(_ number: Int, digits: Int, at offset: Int) {
      let text = String(number, radix: 8)
      put(Array((String(repeating: "0", count: digits - text.count) + text).utf8), at: offset)
    }
    put(name, at: 0)
    octal(0o644, digits: 7, at: 100)
    octal(0, digits: 7, at: 108)
    octal(0, digits: 7, at: 116)
    octal(size, digits: 11, at: 124)
    octal(0, digits: 11, at: 136)
    header[156] = UInt8(ascii: "0")
    put(Array("ustar\u{0}00".utf8), at: 257)
    put(prefix, at: 345)
    octal(checksum(header), digits: 6, at: 148)
    header[155] = 32
    return header
  }

  /// The sum of the header's bytes, its own field taken as blanks.
  private static func checksum(_ header: [UInt8]) -> Int {
    header.indices.reduce(0) { $0 + (148..<156 ~= $1 ? 32 : Int(header[$1])) }
  }

  private static func text(_ header: [UInt8], _ range: Range<Int>) -> String {
    String(decoding: header[range].prefix { $0 != 0 }, as: UTF8.self)
  }
}
