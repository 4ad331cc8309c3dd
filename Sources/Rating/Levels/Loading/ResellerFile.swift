package import RatePlans
package import Telecom

enum ResellerColumn: String, TableColumn {
  case account
  case parentAccount = "parent_account"
  case buyPlan = "buy_plan"
  case sellPlan = "sell_plan"
  case validFrom = "valid_from"
  case validTo = "valid_to"

  var names: [String] { [rawValue] }
  static let needed = [account, buyPlan]
  static let useOfOthers = "not read"
}

/// Loads the resellers of a run from a CSV file: `account,parent_account,buy_plan,sell_plan,valid_from,valid_to`.
package enum ResellerFile {
  /// - Throws: every problem of the file, when at least one of them is an error.
  package static func load(_ path: String, plans: [RatePlan]) throws(ProblemReport) -> [Reseller] {
    let log = ProblemLog()
    var resellers: [Reseller] = []
    var lines: [Int] = []
    if let table = TableFile<ResellerColumn>(path, log: log) {
      table.forEachRow { cells, ends, line in
        guard var row = TableRow(cells, ends, line, of: table, log: log) else { return }
        let buyPlan = row.plan(.buyPlan, among: plans)
        let sellPlan = row.plan(.sellPlan, among: plans)
        let valid = row.stretch(.validFrom, .validTo, zone: plans[buyPlan ?? 0].zone)
        guard !row.hasErrors, let account = row[.account], let buyPlan else { return }
        var reseller = Reseller(account: account, buyPlan: buyPlan)
        reseller.parentAccount = row[.parentAccount] ?? ""
        reseller.sellPlan = sellPlan
        (reseller.validFrom, reseller.validTo) = valid
        resellers.append(reseller)
        lines.append(line)
      }
      check(resellers, lines, path, log)
    }
    guard !log.hasErrors else { throw ProblemReport(log.sorted) }
    return resellers
  }

  private static func check(_ resellers: [Reseller], _ lines: [Int], _ path: String, _ log: ProblemLog) {
    var rows: [String: [Int]] = [:]
    for (index, reseller) in resellers.enumerated() {
      for earlier in rows[reseller.account, default: []] {
        let other = resellers[earlier]
        if other.parentAccount != reseller.parentAccount {
          log.error(
            InputLocation(path, line: lines[index]),
            "reseller \(reseller.account) has another parent_account in line \(lines[earlier])",
            remedy: "give all its rows one parent")
        } else if reseller.validFrom < other.validTo, other.validFrom < reseller.validTo {
          log.error(
            InputLocation(path, line: lines[index]), "line \(lines[earlier]) has reseller \(reseller.account) at the same time",
            remedy: "give the two rows dates that do not overlap, or delete one")
        }
      }
      rows[reseller.account, default: []].append(index)
    }
    for (index, reseller) in resellers.enumerated() where rows[reseller.account]?.first == index {
      var (above, seen): (String, Set<String>) = (reseller.parentAccount, [reseller.account])
      while let next = rows[above]?.first {
        guard seen.insert(above).inserted else {
          log.error(
            InputLocation(path, line: lines[index]), "reseller \(reseller.account) is above itself",
            remedy: "mend its parent_account, or that of \(above)")
          break
        }
        above = resellers[next].parentAccount
      }
    }
  }
}
