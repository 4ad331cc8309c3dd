/// Open items as a clerk keeps them on paper: documents, what is in hand, and which of it was put against which.
struct OpenItemModel {
  struct Item {
    var number: String
    var due: Int
    var open: Int64
  }

  struct Credit {
    var reference: String
    var day: Int
    var left: Int64
  }

  private(set) var items: [Item] = []
  private(set) var credits: [Credit] = []
  /// Amounts by credit and item, the last touched at the end.
  private var shares: [(credit: Int, item: Int, amount: Int64)] = []

  var inHand: Int64 { credits.reduce(0) { $0 + $1.left } }
  var balance: Int64 { items.reduce(0) { $0 + $1.open } - inHand }

  /// As the book lists them: what is open by due date, then what is in hand by day.
  var listed: [String] {
    let open = items.enumerated().filter { $0.element.open != 0 }.sorted { ($0.element.due, $0.offset) < ($1.element.due, $1.offset) }
    let held = credits.enumerated().filter { $0.element.left != 0 }.sorted { ($0.element.day, $0.offset) < ($1.element.day, $1.offset) }
    return open.map { "\($0.element.number) \($0.element.open)" } + held.map { "\($0.element.reference) \(-$0.element.left)" }
  }

  /// The oldest against the oldest, cent by cent.
  mutating func setOff() {
    for credit in credits.indices.sorted(by: { (credits[$0].day, $0) < (credits[$1].day, $1) }) {
      for item in items.indices.sorted(by: { (items[$0].due, $0) < (items[$1].due, $1) }) {
        let amount = min(credits[credit].left, max(items[item].open, 0))
        guard amount > 0 else { continue }
        credits[credit].left -= amount
        items[item].open -= amount
        share(credit, item, amount)
      }
    }
  }

  private mutating func share(_ credit: Int, _ item: Int, _ amount: Int64) {
    let before = shares.firstIndex { $0.credit == credit && $0.item == item }
    let sum = (before.map { shares.remove(at: $0).amount } ?? 0) + amount
    if sum != 0 { shares.append((credit, item, sum)) }
  }

  private mutating func free(_ amount: Int64, where holds: ((credit: Int, item: Int, amount: Int64)) -> Bool) {
    var missing = amount
    for part in shares.reversed() where holds(part) && missing > 0 {
      let freed = min(missing, part.amount)
      credits[part.credit].left += freed
      items[part.item].open += freed
      share(part.credit, part.item, -freed)
      missing -= freed
    }
  }

  mutating func invoice(_ number: String, day: Int, due: Int, total: Int64) {
    items.append(Item(number: number, due: due, open: max(total, 0)))
    if total < 0 { credits.append(Credit(reference: number + "/credit", day: day, left: -total)) }
    setOff()
  }

  mutating func pay(_ reference: String, day: Int, amount: Int64) {
    setOff()
    credits.append(Credit(reference: reference, day: day, left: amount))
    setOff()
  }

  /// - Returns: whether there is so much.
  mutating func refund(_ amount: Int64) -> Bool {
    var after = self
    after.setOff()
    guard amount <= after.inHand else { return false }
    var missing = amount
    for credit in after.credits.indices.sorted(by: { (after.credits[$0].day, $0) < (after.credits[$1].day, $1) }) {
      let part = min(missing, after.credits[credit].left)
      after.credits[credit].left -= part
      missing -= part
    }
    self = after
    return true
  }

  /// All of a payment is taken back, wherever it is.
  mutating func chargeBack(_ reference: String) -> Int64 {
    let credit = credits.firstIndex { $0.reference == reference }!
    free(.max, where: { $0.credit == credit })
    defer { credits[credit].left = 0 }
    return credits[credit].left
  }

  mutating func creditNote(_ number: String, amount: Int64) {
    let item = items.firstIndex { $0.number == number }!
    items[item].open -= amount
    free(-items[item].open, where: { $0.item == item })
  }
}
