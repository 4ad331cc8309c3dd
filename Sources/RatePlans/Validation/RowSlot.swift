/// Which stretch of which calls a row of a prefix is for.
struct RowSlot: Hashable {
  var jurisdiction: Int16
  var band: Int16
  var fromSeconds: Int64

  init(_ terms: RowTerms) {
    (jurisdiction, band, fromSeconds) = (terms.jurisdiction, terms.band, terms.fromSeconds)
  }

  /// The slots whose rows may price the first second of a call that comes to this one, the likeliest first.
  var starts: [RowSlot] {
    [(jurisdiction, band), (jurisdiction, -1), (-1, band), (-1, -1)].map { jurisdiction, band in
      var slot = self
      (slot.jurisdiction, slot.band, slot.fromSeconds) = (jurisdiction, band, 0)
      return slot
    }
  }

  /// Whether a row of `other` prices what one of this slot would, were there none.
  func isWithin(_ other: RowSlot) -> Bool {
    (other.jurisdiction < 0 || other.jurisdiction == jurisdiction) && (other.band < 0 || other.band == band)
      && other.fromSeconds <= fromSeconds
  }

  /// `of inter in peak from second 180 on`.
  func words(in bands: BandSchedule, jurisdictions: [String]) -> String {
    var words: [String] = []
    if jurisdiction >= 0 { words.append("of \(jurisdictions[Int(jurisdiction)])") }
    words.append(band >= 0 ? "in \(bands.bands[Int(band)].name)" : "at any time")
    if fromSeconds > 0 { words.append("from second \(fromSeconds) on") }
    return words.joined(separator: " ")
  }
}
