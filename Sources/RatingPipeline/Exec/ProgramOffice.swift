internal import Bytes
internal import Telecom

/// Another program as the back office: it reads JSON lines on its standard input, and answers each `begin` and each
/// `commit` with a line on its standard output. <doc:BackOffices> describes it for those who write one.
package final class ProgramOffice: BackOffice, @unchecked Sendable {  // One thread at a time, as the protocol says.
  private let command: String
  private let patience: Int
  private let process: ChildProcess
  private let answers: AnswerReader
  /// It waits for the rest of a batch.
  private var hasOpenBatch = false
  /// It broke the rules, or is gone: nothing more is said to it.
  private var isBroken = false

  package let contentDigest = DigestMoment.atBegin
  package let commitsEachBatch = true

  /// - Parameters:
  ///   - command: for `/bin/sh -c`.
  ///   - patience: seconds that an answer may take, and that the program may not read.
  package init(_ command: String, patience: Int) throws(BackOfficeError) {
    self.command = command
    self.patience = patience
    do throws(SystemError) {
      process = try ChildProcess(shell: command, patience: patience)
    } catch {
      throw .unusable("'\(command)' cannot be started: \(error.reason)")
    }
    answers = AnswerReader(process.output)
  }

  package func makePart() -> any UsagePart { JSONLinesPart() }

  package func begin(_ batch: BatchIdentity) throws(BackOfficeError) -> BatchDecision {
    let message = ByteWriter()
    open("begin", batch, message)
    message.append(literal: ",\"source\":")
    message.appendJSON(batch.source)
    message.append(literal: ",\"bytes\":")
    message.append(batch.byteCount.map(String.init) ?? "null")
    message.append(literal: "}\n")
    switch try ask(message, about: batch) {
    case .committedBefore(let remark): return .committedBefore(remark: remark)
    case .error(let reason): throw .batchRefused("\(batch.source): '\(command)' refuses it: \(reason)")
    case .ok:
      hasOpenBatch = true
      return .take
    }
  }

  package func take(_ part: any UsagePart) throws(BackOfficeError) -> PartOutcome {
    guard let part = part as? JSONLinesPart else { preconditionFailure("a part of another back office") }
    try send(part.lines)
    return .allTaken
  }

  package func settle() -> PartOutcome { .allTaken }

  package func commit(_ batch: BatchIdentity, _ summary: RunSummary) throws(BackOfficeError) -> BatchDecision {
    let message = ByteWriter()
    let used = summary.charges.filter { $0.value != 0 }.keys.sorted { $0.code < $1.code }
    open("commit", batch, message)
    message.append(
      """
      ,"counts":{"read":\(summary.read),"rated":\(summary.rated),"not_chargeable":\(summary.notChargeable.total),\
      "duplicate":\(summary.duplicates),"rejected":\(summary.rejectedTotal)},\
      "billed_seconds":\(summary.billedSeconds),"charges":\(summary.chargesJSON(used))}

      """)
    let answer: ProgramAnswer
    do throws(BackOfficeError) {
      answer = try ask(message, about: batch)
    } catch {
      guard case .unusable(let reason) = error else { throw error }
      throw .unusable("\(reason); it may have committed \(batch.source): rate that again, it must know the batch by then")
    }
    hasOpenBatch = false
    switch answer {
    case .ok: return .take
    case .committedBefore(let remark): return .committedBefore(remark: remark)
    case .error(let reason): throw .batchRefused("\(batch.source): '\(command)' did not commit it: \(reason)")
    }
  }

  package func abandon() throws(BackOfficeError) -> Bool {
    guard hasOpenBatch, !isBroken else { return true }
    hasOpenBatch = false
    let message = ByteWriter()
    message.append(literal: "{\"type\":\"abandon\"}\n")
    try send(message)
    return true
  }

  package func finish() throws(BackOfficeError) {
    process.closeInput()
    guard let ending = process.end(within: patience) else {
      process.kill()
      throw .unusable("'\(command)' acknowledged every batch but did not end within \(patience) s; it was killed")
    }
    guard ending == .status(0) else {
      throw .unusable("'\(command)' acknowledged every batch, then ended with \(ending); see what it says of that")
    }
  }

  // MARK: The conversation

  /// `{"type":"begin","batch":"…"`
  private func open(_ type: String, _ batch: BatchIdentity, _ message: ByteWriter) {
    message.append(literal: "{\"type\":")
    message.appendJSON(type)
    message.append(literal: ",\"batch\":")
    if let id = batch.id { message.appendJSON(id) } else { message.append(literal: "null") }
  }

  private func ask(_ message: ByteWriter, about batch: BatchIdentity) throws(BackOfficeError) -> ProgramAnswer {
    try send(message)
    switch answers.next(within: patience) {
    case .line(let line):
      guard let answer = ProgramAnswer(line) else { throw broken("answered '\(excerpt(line))'\(Self.rule)") }
      return answer
    case .ended: throw gone()
    case .timeout: throw broken("gave no answer on \(batch.source) within \(patience) s; --exec-timeout gives it more time")
    case .interrupted: throw .system(.interruption(command))
    }
  }

  private func send(_ message: ByteWriter) throws(BackOfficeError) {
    if let line = answers.unasked() { throw broken("said '\(excerpt(line))' though nothing was asked\(Self.rule)") }
    guard !isBroken, let input = process.input else { throw .unusable("'\(command)' is gone") }
    do throws(SystemError) {
      try input.write(message)
    } catch {
      if error.isInterruption { throw .system(error) }
      if error.isTimeout { throw broken("read nothing for \(patience) s; --exec-timeout gives it more time") }
      throw gone()
    }
  }

  private func broken(_ what: String) -> BackOfficeError {
    isBroken = true
    process.closeInput()
    return .unusable("'\(command)' \(what)")
  }

  /// It closed its end of a pipe.
  private func gone() -> BackOfficeError {
    process.closeInput()
    guard let ending = process.end(within: 1) else { return broken("closed its standard input or output and runs on") }
    return broken("ended with \(ending) before it acknowledged what it was sent")
  }

  private static let rule =
    "; it must answer begin and commit with one line, {\"ok\":true}, {\"committed_before\":true} or {\"error\":\"…\"}, "
    + "and say everything else on standard error"

  private func excerpt(_ line: [UInt8]) -> String {
    let text = String(decoding: line.prefix(200), as: UTF8.self)
    return text.count <= 60 ? text : text.prefix(60) + "…"
  }
}
