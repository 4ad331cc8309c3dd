/// What there is in a back office, as it reads itself.
struct OfficeContents: Equatable {
  struct Rated: Equatable {
    var id: String
    var line: Int
    var charge: String
  }

  struct Rejected: Equatable {
    var reason: String
    var line: Int
    var record: String
  }

  /// In the order they came in.
  var rated: [Rated] = []
  var rejects: [Rejected] = []
  /// Everything it keeps, byte for byte.
  var bytes: [UInt8] = []
}
