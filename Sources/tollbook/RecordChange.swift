import ArgumentParser
import BillingStore

/// What `add` and `change` have in common.
struct RecordChange<Object: RecordObject> {
  private var fields: [(name: String, value: String)]
  private let book: BookOptions
  private let actor: ActorOptions

  init(_ arguments: [String], _ book: BookOptions, _ actor: ActorOptions) throws {
    let typed = try TypedArguments(arguments)
    fields = typed.fields
    (self.book, self.actor) = (book, actor)
    let most = Object.kind.nameColumn == nil ? 0 : 1
    guard typed.words.count <= most else {
      throw ValidationError("'\(typed.words[most])' is not expected; write columns as --column value")
    }
    if let name = typed.words.first, let column = Object.kind.nameColumn { fields.insert((column, name), at: 0) }
  }

  func write(adding: Bool) throws {
    let book = try book.open()
    _ = try Terminal().reporting {
      try book.write(Object.kind, adding: adding, fields, actor: actor.name, recordedAt: Clock.now * 1000)
    }
  }
}

/// `an account`, `a service`.
func article(_ noun: String) -> String { ("aeiou".contains(noun.first ?? "x") ? "an " : "a ") + noun }
