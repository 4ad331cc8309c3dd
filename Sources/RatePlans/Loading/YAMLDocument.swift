internal import Telecom
internal import Yams

/// The top node of a YAML file.
enum YAMLDocument {
  /// - Returns: `nil` after reporting what is wrong.
  static func compose(_ bytes: [UInt8], file: String, log: ProblemLog) -> Node? {
    guard let text = String(validating: bytes, as: UTF8.self) else {
      log.error(InputLocation(file), "the file is not UTF-8 text", remedy: "save it as UTF-8")
      return nil
    }
    do {
      if let node = try Yams.compose(yaml: text) { return node }
      log.error(InputLocation(file), "the file is empty", remedy: "write at least `name`, `currency` and `decks`")
    } catch let error as YamlError {
      report(error, file: file, log: log)
    } catch {
      log.error(InputLocation(file), "the file cannot be read as YAML: \(error)", remedy: "mend it")
    }
    return nil
  }

  private static func report(_ error: YamlError, file: String, log: ProblemLog) {
    switch error {
    case .scanner(_, let problem, let mark, _), .parser(_, let problem, let mark, _), .composer(_, let problem, let mark, _):
      log.error(
        InputLocation(file, line: mark.line, column: mark.column), "not YAML: \(problem)",
        remedy: "look for an unclosed quote or bracket, a missing blank behind a colon, or uneven indentation")
    case .duplicatedKeysInMapping(let duplicates, let context):
      log.error(
        InputLocation(file, line: context.mark.line, column: context.mark.column),
        "the keys \(duplicates.sorted().joined(separator: ", ")) stand more than once in one mapping",
        remedy: "keep one of each")
    default:
      log.error(InputLocation(file), "not YAML: \(error)", remedy: "mend it")
    }
  }
}
