import RatePlans
import Rating
import Telecom

/// Customers of one plan, and what they used, as plain values.
struct PromiseSpecimen {
  struct Customer {
    var zone = "UTC"
    var cycleDay = 1
    var service: PoolOwner
    var account: PoolOwner
    var branch: PoolOwner
  }

  struct Use {
    var call: CallSpecimen
    /// Index into the customers.
    var customer: Int
    var recordID: String
    var direction = UsageDirection.out
    var meteredUnit = ""
  }

  struct Boost {
    var allowance: Int
    var owner: Int32
    var from: Int64
    var expires: Int64
    var units: Int64
  }

  var plan: PlanSpecimen
  var promises: PlanPromises
  var customers: [Customer]
  var uses: [Use]
  var boosts: [Boost] = []
}
