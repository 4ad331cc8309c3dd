internal import RatePlans
internal import Telecom

/// Makes accounts, services, keys, plans and orders of the rows of a subscribers file, such as `tollbook rate` reads.
///
/// Accounts and services that are there stay as they are. A service is named by `service_name`, or else by its key; where
/// another account has one of that name, as with a number that changed hands, `@` and the account go behind. Without
/// `valid_from` keys, plans and orders hold from 1970 on.
struct SubscriberImport {
  /// Columns that mean something here.
  static let columns = [
    "service", "kind", "account", "plan", "service_name", "service_type", "status", "valid_from", "valid_to", "time_zone",
    "place", "parent_account",
  ]

  private let file: ExchangeFile
  private let connection: SQLConnection
  private let log: ProblemLog
  private let trail: AuditTrail
  private let places: [String: Int]
  private let accounts, services, keys, plans, orders: RecordWriter
  private var takenAccounts: Set<String> = []
  /// Accounts by the services of the file.
  private var accountOf: [String: String] = [:]
  private var takenPlans: Set<[String]> = []

  init(_ file: ExchangeFile, _ connection: SQLConnection, _ log: ProblemLog, _ trail: AuditTrail) throws(BookError) {
    (self.file, self.connection, self.log, self.trail) = (file, connection, log, trail)
    var places: [String: Int] = [:]
    for (index, title) in file.titles.enumerated() {
      if Self.columns.contains(title) {
        places[title] = index
      } else if !title.isEmpty {
        log.warning(
          file.place(0, index), "the column \(title) is not taken into the book",
          remedy: Spelling.nearest(to: title, among: Self.columns).map { "did you mean \($0)?" }
            ?? "import what it says as services or fields")
      }
    }
    for column in ["service", "account"] where places[column] == nil {
      log.error(
        InputLocation(file.name, line: 1), "the header has no column \(column)", remedy: "begin the file with service,account")
    }
    self.places = places
    let refused = RefusedNames()
    let writer = { (kind: RecordKind) throws(BookError) in try RecordWriter(kind, connection, log, trail, refused: refused) }
    (accounts, services, keys) = try (writer(.accounts), writer(.services), writer(.keys))
    (plans, orders) = try (writer(.servicePlans), writer(.orders))
  }

  mutating func run() throws(BookError) -> [(name: String, counts: ImportCounts)] {
    guard !log.hasErrors else { return [] }
    for row in file.rows { try take(row) }
    try orders.finish()
    return [accounts, services, keys, plans, orders].map { ($0.kind.name, $0.counts) }
  }

  /// A date that can be read, or none after reporting it once.
  private func date(_ row: Int, _ column: String) -> String {
    let text = text(row, column)
    guard !text.isEmpty else { return "" }
    do throws(ValueFault) {
      _ = try ValueKind.instant.value(text, ValueContext())
      return text
    } catch {
      log.error(file.place(row, places[column]), "\(column): \(error.message)", remedy: error.remedy)
      return ""
    }
  }

  private func text(_ row: Int, _ column: String) -> String { places[column].flatMap { file.value(row, $0) } ?? "" }

  private mutating func take(_ row: Int) throws(BookError) {
    guard file.cellCount(row) == file.titles.count else {
      return log.error(
        file.place(row, nil), "the row has \(file.cellCount(row)) cells, the header \(file.titles.count)",
        remedy: "mend its commas and quotes")
    }
    let (key, account) = (text(row, "service"), text(row, "account"))
    guard !key.isEmpty, !account.isEmpty else {
      return log.error(
        file.place(row, nil), "the row has no \(key.isEmpty ? "service" : "account")", remedy: "fill it in, or delete the row")
    }
    let parent = text(row, "parent_account")
    let begin = date(row, "valid_from")
    let (from, to) = (begin.isEmpty ? "1970-01-01" : begin, date(row, "valid_to"))
    if !parent.isEmpty { try addAccount(parent, row, opened: nil) }
    try addAccount(account, row, opened: String(begin.prefix(10)))
    let named = text(row, "service_name")
    let service = try addService(named.isEmpty ? key : named, account, row, from: from)
    for kind in kinds(of: key, row) {
      let values = ["service": service, "kind": kind, "key": key, "valid_from": from, "valid_to": to]
      try write(values, to: keys, row, ["service": "service", "kind": "kind", "key": "service"])
    }
    let plan = text(row, "plan")
    if !plan.isEmpty, takenPlans.insert([service, from, plan]).inserted {
      try write(["service": service, "valid_from": from, "plan": plan], to: plans, row, ["service": "service"])
    }
  }

  /// - Parameter opened: its first day; `nil` for a parent, of which the row says no more than the name.
  private mutating func addAccount(_ name: String, _ row: Int, opened: String?) throws(BookError) {
    guard takenAccounts.insert(name).inserted,
      try connection.row("SELECT 1 FROM account WHERE name = ?1", [.text(name)]) == nil
    else { return }
    var values = ["name": name, "time_zone": text(row, "time_zone")]
    if let opened { (values["opened"], values["parent"]) = (opened, text(row, "parent_account")) }
    try write(
      values, to: accounts, row,
      ["name": opened == nil ? "parent_account" : "account", "parent": "parent_account", "opened": "valid_from"])
  }

  /// - Returns: the name it has in the book.
  private mutating func addService(_ name: String, _ account: String, _ row: Int, from: String) throws(BookError) -> String {
    var name = name
    for _ in 0..<2 {
      if let owner = try owner(of: name) {
        if owner == account { return name }
        name += "@" + account
      } else {
        break
      }
    }
    accountOf[name] = account
    let type = text(row, "service_type").isEmpty ? "line" : text(row, "service_type")
    try addType(type, row)
    try write(
      ["name": name, "type": type, "account": account, "place": text(row, "place")], to: services, row,
      ["name": places["service_name"] == nil ? "service" : "service_name", "type": "service_type"])
    let status = text(row, "status").lowercased()
    switch status {
    case "pending": break
    case "", "active":
      try write(
        ["service": name, "effective": from, "status": "active"], to: orders, row,
        ["service": "service", "effective": "valid_from"])
    default:
      log.error(
        file.place(row, places["status"]), "the status \(status) needs a history",
        remedy: "leave it empty, and order what became of the service ('tollbook import orders')")
    }
    return name
  }

  private func owner(of service: String) throws(BookError) -> String? {
    if let known = accountOf[service] { return known }
    return try connection.row(
      "SELECT a.name FROM service s JOIN account a ON a.id = s.account WHERE s.name = ?1", [.text(service)])?.text(0)
  }

  /// A type without properties, where the book does not have it.
  private func addType(_ name: String, _ row: Int) throws(BookError) {
    guard try ServiceRules.type(name, connection) == nil else { return }
    guard PropertyName.isValid(type: name) else {
      return log.error(
        file.place(row, places["service_type"]), "'\(name)' is no name of a service type",
        remedy: "use small letters, digits, hyphens and underscores")
    }
    _ = try Book.store(ServiceType(named: name), "name: \(name)\n", connection, log, trail)
  }

  /// Without a kind digits alone, five at least, are a calling number, an IP address is one; anything else is an account
  /// code, a user name or a trunk, whichever a record has.
  private func kinds(of key: String, _ row: Int) -> [String] {
    let kind = text(row, "kind").lowercased()
    if !kind.isEmpty { return [kind] }
    let digits = key.utf8.drop { $0 == UInt8(ascii: "+") }
    if digits.count >= 5, digits.allSatisfy({ 48...57 ~= $0 }) { return ["number"] }
    return IPAddress(key) != nil ? ["ip"] : ["account_code", "user", "trunk"]
  }

  /// - Parameter sources: the file's columns by those of the kind, where their names differ.
  private func write(
    _ values: [String: String], to writer: RecordWriter, _ row: Int, _ sources: [String: String]
  ) throws(BookError) {
    let kind = writer.kind
    let texts = [String?](repeating: nil, count: kind.columns.count)
    var input = RecordInput(texts: texts, extras: [:], line: nil) { [file, places] column, _ in
      file.place(row, column.flatMap { places[sources[kind.columns[$0].name] ?? kind.columns[$0].name] })
    }
    for (name, value) in values { input.texts[kind.index(name)] = value }
    try writer.write(input)
  }
}
