internal import Bytes
internal import RatePlans
internal import Telecom

/// A record as its switch writes it, with fields of the call between braces: `"{called}","{start:local}",{talk:s}`.
///
/// What stands between `{mark}` and `{pad:20}` is filled up with blanks. A brace that no small letter follows is a brace.
struct CallTemplate {
  private enum Piece {
    /// Bytes of `literals`.
    case literal(Range<Int>)
    case field(CallField)
    case moment(Moment, MomentForm)
    case length(Length, LengthForm)
    /// Fills up what was written since the last `mark` to a width.
    case mark
    case pad(Int)
  }

  private var literals: [UInt8] = []
  private var pieces: [Piece] = []

  /// - Precondition: every field between braces exists; the templates are our own.
  init(_ text: String) {
    let bytes = Array(text.utf8)
    var done = 0
    for open in bytes.indices.dropLast() where bytes[open] == UInt8(ascii: "{") && 97...122 ~= bytes[open + 1] {
      let close = bytes[open...].firstIndex(of: UInt8(ascii: "}"))!
      append(literal: bytes[done..<open])
      append(field: String(decoding: bytes[open + 1..<close], as: UTF8.self))
      done = close + 1
    }
    append(literal: bytes[done...])
  }

  private mutating func append(literal bytes: ArraySlice<UInt8>) {
    guard !bytes.isEmpty else { return }
    pieces.append(.literal(literals.count..<literals.count + bytes.count))
    literals += bytes
  }

  private mutating func append(field text: String) {
    let names = text.split(separator: ":").map(String.init)
    if text == "mark" {
      pieces.append(.mark)
    } else if names[0] == "pad" {
      pieces.append(.pad(Int(names[1])!))
    } else if names.count == 1 {
      pieces.append(.field(CallField(rawValue: text)!))
    } else if let moment = Moment(rawValue: names[0]) {
      pieces.append(.moment(moment, MomentForm(rawValue: names[1])!))
    } else {
      pieces.append(.length(Length(rawValue: names[0])!, LengthForm(rawValue: names[1])!))
    }
  }

  func write(_ call: SimulatedCall, _ context: inout TemplateContext, to writer: ByteWriter) {
    var mark = 0
    for piece in pieces {
      switch piece {
      case .literal(let range): writer.append(literals, range)
      case .field(let field): writer.append(field, of: call, context)
      case .moment(let field, let form): writer.append(call[field], form, &context)
      case .length(let field, let form): writer.append(call[field], form)
      case .mark: mark = writer.count
      case .pad(let width): writer.pad(from: mark, to: width)
      }
    }
  }
}

/// What the fields of all calls of a run are written with.
struct TemplateContext {
  var local: LocalClock
  var utc = LocalClock(.utc)
  let dialled: DialledForm

  init(zone: ZoneRules, dialling: DiallingRules) {
    local = LocalClock(zone)
    dialled = DialledForm(dialling)
  }
}

extension SimulatedCall {
  /// Milliseconds since 1970.
  fileprivate subscript(moment: Moment) -> Int64 {
    switch moment {
    case .start: startMilliseconds
    case .answer: answerMilliseconds
    case .end: endMilliseconds
    }
  }

  /// Milliseconds.
  fileprivate subscript(length: Length) -> Int64 {
    switch length {
    case .ring: ringMilliseconds
    case .talk: durationMilliseconds
    case .total: ringMilliseconds + durationMilliseconds
    }
  }
}
