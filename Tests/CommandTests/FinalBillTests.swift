import Foundation
import Testing

/// Two customers leave in mid-cycle; a line of 30.00 a month is paid in advance, with 10 % tax.
@Suite struct `A final bill` {
  private let place: Workplace

  init() throws {
    place = try Workplace()
    try place.write("accounts.csv", "name,opened\nPAID,2026-01-01\nOWES,2026-01-01\n")
    try place.write("products.csv", "code,title,kind\nLINE,Line,recurring\n")
    try place.write("prices.csv", "product,currency,price\nLINE,USD,30\n")
    try place.write("charges.csv", "name,account,product,start_day\np,PAID,LINE,2026-01-01\no,OWES,LINE,2026-01-01\n")
    try place.write("taxes.csv", "name,authority,percent\nTax,STATE,10\n")
    let made = try place.shell(
      """
      set -e
      export TOLLBOOK_BOOK=b.tollbook
      $T book create b.tollbook --operator M --currency USD --time-zone UTC
      for kind in accounts products prices charges taxes; do $T import $kind $kind.csv; done
      $T bill run --as-of 2026-02-01
      $T payment add PAID --amount 66 --reference P-1 --date 2026-02-03 --method bank
      $T bill close PAID --final --as-of 2026-02-15
      $T bill close OWES --final --as-of 2026-02-15
      set +e
      """)
    #expect(made.status == 0, "\(made.messages)")
  }

  private func run(_ script: String) throws -> Workplace.Outcome {
    try place.shell("export TOLLBOOK_BOOK=b.tollbook; " + script)
  }

  private func expectSettled(_ account: String, at location: SourceLocation = #_sourceLocation) throws {
    let outcome = try run(
      """
      $T account open-items \(account) --as-of 2026-03-01 --format csv | tail -n +2; $T ageing --as-of 2026-03-01 --format csv | grep '^\(account),'
      $T statement \(account) --format csv | tail -n 1
      $T verify > verified.txt; echo $?; $T journal export | hledger -f - check -s; echo $?
      $T bill run --as-of 2026-09-01 --accounts \(account)
      """)
    #expect(
      outcome.text == ",closing,,,,0.00\n0\n0\n0 accounts = 0 closed + 0 set aside + 0 nothing to bill\n", "\(outcome.text) \(outcome.messages)",
      sourceLocation: location)
  }

  // Two months were charged, 66.00 with tax; 14 of 28 days in February come back: 15.00 and 1.50 of tax.

  @Test func `below zero is paid out, and then the balance is zero`() throws {
    let listed = try run("$T account open-items PAID --as-of 2026-02-15 --format csv; $T ageing --as-of 2026-02-15 --format csv | grep PAID")
    #expect(listed.text == """
      account,number,date,due,days_overdue,total,open,currency
      PAID,INV-3/credit,2026-02-15,,,,-16.50,USD
      PAID,USD,0.00,0.00,0.00,0.00,0.00,-16.50,-16.50

      """)
    let much = try run("$T payment add PAID --kind refund --amount 16.51 --reference R-1 --date 2026-02-20 --method bank")
    #expect(much.status == 1)
    #expect(much.messages.contains("payment R-1: a refund of 16.51, but the credit of account PAID is 16.50; give no more than that"))
    #expect(try run("$T payment add PAID --kind refund --amount 16.50 --reference R-1 --date 2026-02-20 --method bank").status == 0)
    try expectSettled("PAID")
  }

  @Test func `that leaves something open is paid and given up, and then the balance is zero`() throws {
    let listed = try run("$T account open-items OWES --as-of 2026-02-20 --format csv")
    #expect(listed.text == """
      account,number,date,due,days_overdue,total,open,currency
      OWES,INV-1,2026-02-01,2026-02-15,5,66.00,49.50,USD

      """)
    let paid = try run(
      """
      $T payment add OWES --amount 40 --reference P-2 --date 2026-02-21 --method card &&
      $T payment add OWES --kind write_off --amount 9.50 --reference W-1 --date 2026-05-01
      """)
    #expect(paid.status == 0, "\(paid.messages)")
    try expectSettled("OWES")
  }

  @Test func `is paid out from a file too`() throws {
    try place.write("refunds.csv", "account,date,amount,currency,reference,method,kind\nPAID,2026-02-20,10.00,USD,R-1,bank,refund\nPAID,2026-02-21,6.50,USD,R-2,bank,refund\n")
    #expect(try run("$T payment import refunds.csv && $T payment import refunds.csv").messages.contains("0 added, 2 known already"))
    try expectSettled("PAID")
  }
}
