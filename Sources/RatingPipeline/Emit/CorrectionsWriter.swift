package import Bytes
internal import RatePlans
package import Rating
internal import Telecom

/// Writes what settling adds to what was charged as CSV: the columns of rated usage, and `kind`, `period_from` and
/// `period_to`, local days of which the last is not in the period.
package struct CorrectionsWriter: Sendable {
  private let rater: AccountRater
  private let usage: RatedUsageWriter

  package init(_ rater: AccountRater) {
    self.rater = rater
    usage = RatedUsageWriter(.csv, rater: rater, source: "")
  }

  package static func writeHeader(to writer: ByteWriter) {
    writer.append(RatedUsageColumn.allCases.map(\.name).joined(separator: ",") + ",kind,period_from,period_to\n")
  }

  /// A row for a usage whose charge differs.
  /// - Parameters:
  ///   - row: of usage that was settled; its record says where it stands.
  ///   - nanos: the difference.
  package func write(_ row: Int, of gathered: GatheredUsage, difference nanos: Int64, to writer: ByteWriter) {
    var usage = gathered.rated.rated[row]
    usage.chargeNanos = nanos
    var details: [RatedDetail] = []
    if usage.detail >= 0 {
      details = [gathered.rated.details[Int(usage.detail)]]
      details[0].components = 0..<0  // They are those of the whole charge.
      usage.detail = 0
    }
    let rows = RatedRows(
      [usage], details: details, covered: gathered.rated.covered, volumes: gathered.rated.volumes)
    self.usage.write(0, of: rows, gathered.batch, to: writer)
    let cycle = rater.owners?.month(ofEntry: Int(usage.payer), at: gathered.start(ofRow: row))
    writeEnd("difference", cycle, writer)
  }

  /// A row for what the end of a cycle adds.
  package func write(_ charge: CycleCharge, to writer: ByteWriter) {
    let names = names(of: charge)
    for column in RatedUsageColumn.allCases {
      if column != .recordID { writer.append(44) }
      switch column {
      case .account: writer.appendCSV(names.account)
      case .service: writer.appendCSV(names.service)
      case .plan: writer.appendCSV(names.plan)
      case .destination: writer.appendCSV(names.promise)
      case .currency: writer.append(rater.raters[Int(charge.pool.plan)].plan.currency.code)
      case .charge: writer.append(nanos: charge.nanos)
      case .tier: writer.append(PriceLevels.retail)
      default: break
      }
    }
    let kind = switch charge.kind {
    case .volume: "volume"
    case .shortfall: "shortfall"
    case .cap: "cap"
    case .correction: "correction"
    }
    writeEnd(kind, charge.cycle, writer)
  }

  /// By whom, plan, promise and cycle, whatever the order of customers and plans in the run.
  package func sorted(_ charges: [CycleCharge]) -> [CycleCharge] {
    charges.map { charge in
      let names = names(of: charge)
      return (key: [names.account, names.service, names.plan, names.promise], charge)
    }.sorted { left, right in
      if left.key != right.key { return left.key.lexicographicallyPrecedes(right.key) { $0.utf8.lexicographicallyPrecedes($1.utf8) } }
      return left.1.cycle.from < right.1.cycle.from
    }.map(\.1)
  }

  private func names(of charge: CycleCharge) -> (account: String, service: String, plan: String, promise: String) {
    let (plan, index) = (rater.raters[Int(charge.pool.plan)].plan, Int(charge.pool.promise))
    let (name, scope) = charge.kind == .volume
      ? (plan.promises.volumes[index].name, plan.promises.volumes[index].shared)
      : (plan.promises.commitments[index].name, plan.promises.commitments[index].shared)
    let owner = rater.owners?.names(of: charge.pool.owner, scope) ?? (account: "", service: "")
    return (owner.account, owner.service, plan.name, name)
  }

  private func writeEnd(_ kind: String, _ cycle: UsageCycle?, _ writer: ByteWriter) {
    func day(_ day: Int32) { if day != .min, day != .max { writer.append("\(CivilDate(daysSince1970: Int(day)))") } }
    writer.append(",\(kind),")
    day(cycle?.firstDay ?? .min)
    writer.append(44)
    day(cycle?.lastDay ?? .max)
    writer.append(10)
  }
}
