/// What a row of a notice says itself, rather than leaving it as it was.
struct NoticeCells: Hashable, Sendable {
  private var columns: UInt32 = 0
  /// What becomes of the code, where the notice has a word for it.
  var word: NoticeWord?

  func gives(_ column: DeckColumn) -> Bool { columns >> column.ordinal & 1 == 1 }

  mutating func give(_ column: DeckColumn) {
    columns |= 1 << column.ordinal
    if column == .increments {
      give(.firstInterval)
      give(.nextInterval)
    }
  }
}

extension DeckColumn {
  private static let ordinals = Dictionary(uniqueKeysWithValues: allCases.enumerated().map { ($1, UInt32($0)) })

  fileprivate var ordinal: UInt32 { Self.ordinals[self] ?? 0 }
}
