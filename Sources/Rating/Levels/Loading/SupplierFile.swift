package import RatePlans
package import Telecom

enum SupplierColumn: String, TableColumn {
  case trunk, supplier, plan
  case validFrom = "valid_from"
  case validTo = "valid_to"

  var names: [String] { [rawValue] }
  static let needed = [trunk, supplier, plan]
  static let useOfOthers = "not read"
}

/// Loads who carries the calls of each egress trunk from a CSV file: `trunk,supplier,plan,valid_from,valid_to`.
package enum SupplierFile {
  /// - Throws: every problem of the file, when at least one of them is an error.
  package static func load(_ path: String, plans: [RatePlan]) throws(ProblemReport) -> [Supplier] {
    let log = ProblemLog()
    var suppliers: [Supplier] = []
    var rows: [String: [(index: Int, line: Int)]] = [:]
    if let table = TableFile<SupplierColumn>(path, log: log) {
      table.forEachRow { cells, ends, line in
        guard var row = TableRow(cells, ends, line, of: table, log: log) else { return }
        let plan = row.plan(.plan, among: plans)
        let valid = row.stretch(.validFrom, .validTo, zone: plans[plan ?? 0].zone)
        guard !row.hasErrors, let trunk = row[.trunk], let name = row[.supplier], let plan else { return }
        var supplier = Supplier(trunk: trunk, name: name, plan: plan)
        (supplier.validFrom, supplier.validTo) = valid
        for earlier in rows[trunk, default: []]
        where valid.from < suppliers[earlier.index].validTo && suppliers[earlier.index].validFrom < valid.to {
          row.error(
            .trunk, "line \(earlier.line) has trunk \(trunk) at the same time",
            remedy: "give the two rows dates that do not overlap, or delete one")
        }
        rows[trunk, default: []].append((suppliers.count, line))
        suppliers.append(supplier)
      }
    }
    guard !log.hasErrors else { throw ProblemReport(log.sorted) }
    return suppliers
  }
}
