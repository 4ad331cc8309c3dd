/// Puts the text of a cell together, of all its runs, without what only says how it is pronounced.
struct TextRun {
  private var text = ""
  private var isOpen = false
  private var isPhonetic = false

  mutating func begin(_ element: String) {
    if element == "rPh" { isPhonetic = true }
    isOpen = element == "t" && !isPhonetic
  }

  mutating func append(_ more: String) { if isOpen { text += more } }

  mutating func end(_ element: String) {
    if element == "rPh" { isPhonetic = false }
    if element == "t" { isOpen = false }
  }

  mutating func take() -> String {
    defer { text = "" }
    return text
  }
}
