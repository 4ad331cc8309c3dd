extension SimulatedFormat {
  /// Fixed width, 658 characters.
  static var genband: SimulatedFormat {
    func record(answer: String) -> String {
      line(
        658,
        [
          (1, 2, "01"), (7, 30, "{hex-a}{hex-b}"), (37, 19, "{start:local}"), (56, 19, answer), (75, 19, "{end:local}"),
          (94, 30, "Ext {ext}"), (154, 20, "{calling}"), (174, 30, "{account}"), (204, 30, "TRUNK_OUT"),
          (264, 20, "{called}"), (314, 30, "{called}"), (344, 30, "{account}"), (407, 9, "{talk:s}"),
          (416, 64, "{hex-c}{hex-d}@10.0.40.2"), (540, 4, "0000"), (544, 4, "{cause}"),
        ].map { (position: $0, width: $1, text: $2) })
    }
    return SimulatedFormat("genband", answered: record(answer: "{answer:local}"), unanswered: record(answer: ""))
  }
}
