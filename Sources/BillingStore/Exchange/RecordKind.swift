/// A kind of things in the book that people keep: how its exchange file looks, what its rows are named by, and what
/// must hold before one is stored.
package struct RecordKind: Sendable {
  /// As the exchange commands name it: `accounts`.
  package let name: String
  /// As the audit trail names one: `account`.
  package let object: String
  let table: String
  /// References to what gives the others their zone or currency go first.
  package let columns: [RecordColumn]
  /// Indices of the columns that name a row.
  let identity: [Int]
  /// What a row belongs to; its changes stand in the trail of that.
  let owner: Owner?
  /// Columns `custom.NAME` or `property.NAME`, kept in one JSON object.
  let extras: Extras?
  /// Shown by a list as text, which has no room for all.
  package let brief: [String]
  /// What a list shows beside the columns.
  package let derived: [DerivedColumn]
  /// Brings values that name a row into the form they are kept in.
  let prepare: @Sendable (inout RecordDraft, RecordWriter) throws(BookError) -> Void
  /// Fills in what is empty, and refuses what the book's rules forbid.
  let check: @Sendable (inout RecordDraft, RecordWriter) throws(BookError) -> Void
  /// What follows from a row that was stored.
  let follow: @Sendable (RecordDraft, RecordWriter) throws(BookError) -> Void
  /// Rows are entries of a history: they are added together, and never change.
  let isHistory: Bool

  struct Owner: Sendable {
    let column: Int
    let object: String
  }

  struct Extras: Sendable {
    /// `custom.` or `property.`
    let prefix: String
    /// The table's column.
    let column: String
  }

  init(
    _ name: String, object: String, table: String, columns: [RecordColumn], identity: [String], owner: (String, String)? = nil,
    extras: Extras? = nil, brief: [String] = [], derived: [DerivedColumn] = [], isHistory: Bool = false,
    prepare: @escaping @Sendable (inout RecordDraft, RecordWriter) throws(BookError) -> Void = { _, _ in },
    check: @escaping @Sendable (inout RecordDraft, RecordWriter) throws(BookError) -> Void = { _, _ in },
    follow: @escaping @Sendable (RecordDraft, RecordWriter) throws(BookError) -> Void = { _, _ in }
  ) {
    self.name = name
    self.object = object
    self.table = table
    self.columns = columns
    self.identity = identity.map { name in columns.firstIndex { $0.name == name }! }
    self.owner = owner.map { column, object in Owner(column: columns.firstIndex { $0.name == column }!, object: object) }
    self.extras = extras
    self.brief = brief.isEmpty ? columns.map(\.name) : brief
    self.derived = derived
    self.isHistory = isHistory
    self.prepare = prepare
    self.check = check
    self.follow = follow
  }

  func index(_ column: String) -> Int {
    columns.firstIndex { $0.name == column }!
  }

  /// The column that a row is named by, where it is one alone.
  package var nameColumn: String? { identity.count == 1 ? columns[identity[0]].name : nil }

  /// Tables whose rows have a number.
  var hasID: Bool { !["service_plan", "product", "product_price", "charge_term", "custom_field", "reseller", "supplier"].contains(table) }

  /// In the order in which an empty book can take them.
  package static let all: [RecordKind] = [
    .fields, .accounts, .services, .keys, .servicePlans, .orders, .products, .prices, .charges, .chargeTerms,
    .discounts, .taxes, .usageLimits, .switches, .resellers, .suppliers,
  ]

  package static func named(_ name: String) -> RecordKind? { all.first { $0.name == name } }
}
