internal import Bytes
package import Telecom

/// A layout of call records: what separates fields, where a call's number, start and duration stand, which rows count.
///
/// Every dialect is a YAML file, the built-in ones too.
package struct Dialect: Sendable {
  package let name: String
  /// One line on what it reads.
  package let summary: String
  /// The file it was read from, for a start of one's own.
  package let yaml: String
  let definition: DialectDefinition

  private init(yaml: String, file: String) throws(ProblemReport) {
    definition = try DefinitionReader.read(yaml, file: file)
    self.yaml = yaml
    name = definition.name
    summary = definition.summary
  }

  /// In the order they are listed.
  package static let builtIns: [Dialect] = BuiltInFiles.all.map { file in
    do throws(ProblemReport) {
      return try Dialect(yaml: String(decoding: file.bytes, as: UTF8.self), file: file.name)
    } catch {
      preconditionFailure("built-in dialect \(error)")
    }
  }

  package static func builtIn(_ name: String) -> Dialect? { builtIns.first { $0.name == name } }

  private static let longestFile = 1 << 20

  /// Reads a user's own dialect file, and finds every problem in it.
  package static func load(path: String) throws(ProblemReport) -> Dialect {
    var bytes = [UInt8](repeating: 0, count: longestFile + 1)
    do throws(SystemError) {
      let count = try RawFile.reading(path).read(into: &bytes, 0..<bytes.count)
      bytes.removeSubrange(count...)
    } catch {
      throw ProblemReport([
        Problem(at: InputLocation(path), "\(error)", remedy: "name a dialect file that can be read, or a built-in dialect")
      ])
    }
    guard bytes.count <= longestFile else {
      throw ProblemReport([
        Problem(at: InputLocation(path), "the file is larger than 1 MiB", remedy: "name a dialect file, not records")
      ])
    }
    return try Dialect(yaml: String(decoding: bytes, as: UTF8.self), file: path)
  }

  /// Binds the dialect to one file.
  /// - Parameters:
  ///   - sample: the beginning of the file, up to 256 KiB of it, by which its header, its columns and its line ends
  ///     are found.
  ///   - source: the file's name, for messages.
  ///   - zone: for times that carry none.
  ///   - kinds: what usage of some service types is, by the type's name: where a record says its type, they go before what
  ///     the dialect says of kinds.
  /// - Throws: when the file lacks a column that cannot be done without.
  package func decoder(
    sample: [UInt8], source: String, zone: ZoneRules, kinds: [String: UsageKind] = [:]
  ) throws(ProblemReport) -> RecordDecoder {
    try Binder(definition.knowing(kinds), sample: sample, source: source, zone: zone).bind()
  }
}
