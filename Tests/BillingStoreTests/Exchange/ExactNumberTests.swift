import Foundation
import Telecom
import Testing

@testable import BillingStore

/// Numbers of which the book would keep less than was written.
@Suite struct `A number with too many decimals` {
  private let place: BookPlace
  private let book: Book

  init() throws {
    place = try BookPlace()
    book = try place.make()
    try place.take(.accounts, "name,currency,opened\nA-1,USD,2026-01-01\nJ-1,JPY,2026-01-01\nK-1,KWD,2026-01-01\n", into: book)
    try place.take(.products, "code,kind\nONE,one_off\n", into: book)
  }

  @Test(arguments: [  // columns, what is said of the value
    ("accounts", "name,skonto_percent,opened\nA-2,2.1234567,2026-01-01", "skonto_percent: '2.1234567' has more than six decimals; round it"),
    ("accounts", "name,skonto_percent,opened\nA-2,100.1,2026-01-01", "skonto_percent: '100.1' does not fit; write a number from 0 to 100"),
    ("accounts", "name,credit_limit,currency\nA-2,10.001,USD", "credit_limit: '10.001' is no amount of USD; write at most 2 decimals"),
    ("taxes", "name,authority,percent\nT,S,8.2500001", "percent: '8.2500001' has more than six decimals; round it"),
    ("discounts", "name,kind,value\nd,percent,33.3333333", "value: '33.3333333' has more than six decimals; round it"),
    ("discounts", "name,kind,value\nd,percent,101", "value: '101' does not fit; write a number from 0 to 100"),
    ("discounts", "name,kind,value\nd,amount,1.005", "value: '1.005' is no amount of USD; write at most 2 decimals"),
    ("discounts", "name,account,kind,value\nd,J-1,amount,0.5", "value: '0.5' is no amount of JPY; write at most 0 decimals"),
    ("prices", "product,currency,price\nONE,USD,0.0000000001", "price: '0.0000000001' has more than nine decimals; round it"),
  ])
  func `is refused`(kind: String, text: String, said: String) throws {
    let problems = try place.problems(#require(RecordKind.named(kind)), text + "\n", in: book)
    #expect(problems.count == 1 && problems[0].hasSuffix("error: " + said), "\(problems)")
  }

  @Test func `is refused in payments and single charges`() throws {
    let file = try place.file("payments.csv", "account,date,amount,currency,reference,rate\nJ-1,2026-01-05,5.00,USD,P1,150.0000000001\nA-1,2026-01-05,5.001,USD,P2,\n")
    #expect { try book.importPayments(file, recordedAt: 1) } throws: { error in
      "\(error)".contains("'150.0000000001' is no rate; write a number above zero with at most nine decimals") && "\(error)".contains("5.001 has more than the 2 digits")
    }
    let charges = try place.file("once.csv", "account,product,date,reference,quantity,price\nA-1,ONE,2026-01-05,1,1.0000000001,1\nA-1,ONE,2026-01-05,2,1,1.0000000001\n")
    #expect { try book.importOneOffs(charges, recordedAt: 1) } throws: { error in
      "\(error)".components(separatedBy: "at most nine decimals").count == 3
    }
  }

  @Test func `is kept whole where it has as many as can be kept`() throws {
    try place.take(.discounts, "name,account,kind,value\np,,percent,33.333333\nk,K-1,amount,1.005\nu,,amount,0.50\n", into: book)
    #expect(try place.rows("SELECT name, value FROM discount ORDER BY name", of: book) == ["k|1005000000", "p|33333333000", "u|500000000"])
    // Half a yen cannot be taken off; nothing is billed as if it could.
    for (account, reason) in [("A-1", ""), ("K-1", ""), ("J-1", "discount u: 0.5 is no amount of JPY, in which account J-1 is kept")] {
      try book.atChargeDesk(recordedAt: 1) { desk throws(BookError) in
        _ = try desk.enter(OneOffEntry(account: account, product: "ONE", day: CivilDate(iso: "2026-01-09")!, price: "6", reference: account))
      }
      let report = try BillRun(book, .init(asOf: CivilDate(iso: "2026-02-01")!, accounts: NamePattern(account), recordedAt: 1)).run()
      #expect(report.setAside.map(\.reason).joined().hasPrefix(reason) && report.setAside.isEmpty == reason.isEmpty, "\(report.setAside)")
    }
    // 6.00 less 0.50, less a third of 6.00: each of the first; of 6.000 less 1.005, less 0.500, less a third.
    let script = """
      from fractions import Fraction as F
      from decimal import Decimal, ROUND_HALF_UP
      def off(price, digits, *steps):
          left = F(price)
          for kind, value in steps:
              cut = F(value) if kind == 'amount' else left * F(value) / 100
              unit = F(1, 10 ** digits)
              left -= F(int(cut / unit + F(1, 2))) * unit
          print(left / F(1, 10 ** digits))
      third = ('percent', '33.333333')
      off(6, 2, third, ('amount', '0.50'))
      off(6, 3, third, ('amount', '1.005'), ('amount', '0.50'))
      """
    let sums = try place.rows("SELECT charges FROM invoice ORDER BY id", of: book).joined(separator: "\n") + "\n"
    #expect(try place.python(script) == sums)
  }
}
