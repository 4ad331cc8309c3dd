import Benchmark
import Bytes
import Rating
import Telecom

/// A row for every block of a thousand numbers of so many exchanges; what stands of each follows from its digits.
private struct NumberingCase: Sendable {
  var path: String
  /// Area code, exchange and block of the rows, as numbers of seven digits.
  var blocks: [Int]
  /// Of the rows, and none.
  var statesOfRows: Set<String>

  static let states = ["AL", "AZ", "CA", "CO", "FL", "GA", "IL", "MI", "NY", "OH", "PA", "TX", "WA"]
  static func state(_ block: Int) -> String { states[block / 10_000 % states.count] }
  /// Five companies take turns with the exchanges of a rate centre, and each has two numbers.
  static func company(_ block: Int) -> Int { 1_000 + block / 10 % 5 * 1_000 + block / 1_000 % 500 * 2 + block % 10 / 5 }

  init() {
    var blocks: [Int] = []
    exchanges: for exchange in 200_200...999_999 where exchange % 1_000 >= 200 {
      for block in 0...9 {
        if blocks.count == Scale.numberingRows { break exchanges }
        blocks.append(exchange * 10 + block)
      }
    }
    let writer = ByteWriter(capacity: 1 << 20)
    writer.append("npa,nxx,block,state,lata,ocn,rate_centre\n")
    for block in blocks {
      let cells = [block / 10_000, block / 10 % 1_000, block % 10].map(String.init)
      let place = [Self.state(block), String(100 + block / 10_000 % 900), String(Self.company(block)), "RC\(block / 100 % 20_000)"]
      writer.append((cells + place).joined(separator: ",") + "\n")
    }
    self.blocks = blocks
    statesOfRows = Set(blocks.map(Self.state) + [""])
    path = Fixtures.folder + "/numbering.csv"
    Fixtures.write(writer.bytes, to: path)
  }

  func load() -> NumberingPlan {
    do {
      return try NumberingFile.load(path).numbering
    } catch {
      fatalError("\(error)")
    }
  }
}

/// Numbers in no order, and the sum of the operating companies that have their blocks.
private struct NumberingLookUp: Sendable {
  var numbering: NumberingPlan
  /// By place of the plan.
  var companies: [Int]
  var numbers: [PhoneNumber]
  var sumOfCompanies = 0

  init() {
    let file = NumberingCase()
    numbering = file.load()
    companies = numbering.places.map { [numbering] in Int(numbering.companies[Int($0.company)]) ?? 0 }
    numbers = []
    for index in 0..<Scale.calls {
      let block = file.blocks[index &* 2_654_435_761 % file.blocks.count]
      guard let number = PhoneNumber("1\(block)\(100 + index % 900)") else { continue }
      numbers.append(number)
      sumOfCompanies += NumberingCase.company(block)
    }
  }

  func sum() -> Int {
    var sum = 0
    for number in numbers {
      guard let parts = number.northAmerican else { continue }
      let place = numbering.place(of: parts, at: 0)
      if place >= 0 { sum += companies[Int(place)] }
    }
    return sum
  }
}

func registerNumbering() {
  let name = "\(Scale.name(Scale.numberingRows))-rows"
  Benchmark("numbering/compile/\(name)") { benchmark, input in
    let numbering = benchmark.measure(records: input.blocks.count) { input.load() }
    require("the number of rows", numbering.rowCount, equals: input.blocks.count)
    require("the states", Set(numbering.states), equals: input.statesOfRows)
  } setup: {
    NumberingCase()
  }
  Benchmark("numbering/look-up/\(name)") { benchmark, input in
    let sum = benchmark.measure(records: input.numbers.count) { input.sum() }
    require("the sum of companies", sum, equals: input.sumOfCompanies)
  } setup: {
    NumberingLookUp()
  }
}
