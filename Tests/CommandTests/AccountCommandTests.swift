import Testing

@Suite struct `Accounts, services and charges on the command line` {
  let place: Workplace
  let environment = ["TOLLBOOK_BOOK": "b.tollbook", "USER": "ada"]

  init() throws {
    place = try Workplace()
    try place.write("b.tollbook", Self.book.get())
  }

  /// Made by the commands themselves, once.
  private static let book = Result { try makeBook() }

  private static func makeBook() throws -> [UInt8] {
    let place = try Workplace()
    try place.write("line.yaml", "name: line\nproperties: [{name: speed, type: integer}]\n")
    let made = try place.shell(
      """
      export TOLLBOOK_BOOK=b.tollbook USER=ada
      $T book create b.tollbook --operator M --currency USD --time-zone America/New_York && $T service-type add line.yaml
      $T account add A1 --title 'Ada Example' --opened 2026-01-01 --credit-limit=-5 && $T account add A2 --parent A1 --opened 2026-01-01
      $T service add 12015550142 --type line --account A1 --property.speed 100 --expires 2026-12-31
      $T service order 12015550142 active --at 2026-02-01 && $T service order 12015550142 cancelled --at 2027-01-15
      $T service key add --service 12015550142 --kind number --key 12015550142
      $T service plan add --service 12015550142 --plan retail-us --valid-from 2026-02-01
      $T product add DID --kind recurring && $T product price add --product DID --currency USD --price 2.00
      $T charge add did --account A1 --service 12015550142 --product DID --start-day 2026-02-01
      $T charge term add --charge did --valid-from 2026-04-01 --quantity 3
      $T charge end did --on 2026-12-01 && $T account change A1 --title 'Ada & Sons' --actor grace
      """)
    #expect(made.status == 0 && made.messages.isEmpty, "\(made.messages)")
    return try place.bytes("b.tollbook")
  }

  @Test func `are added one by one, and listed`() throws {
    let accounts = try place.tollbook("account", "list", "--format", "csv", "--parent", "A1", environment: environment)
    #expect(accounts.rows.count == 1 && accounts.rows[0].hasPrefix("A2,,A1,own,open,USD,America/New_York,monthly,1,,2026-01-01"))
    let services = try place.tollbook("service", "list", "--status", "active", environment: environment)
    #expect(services.text == """
      name         type  account  title  place  expires     status  plan
      12015550142  line  A1                     2026-12-31  active  retail-us

      """)
    let charges = try place.tollbook("charge", "list", "--format", "json", environment: environment)
    #expect(charges.text.hasPrefix("{\"name\":\"did\",\"account\":\"A1\",\"service\":\"12015550142\",\"product\":\"DID\""), "\(charges.text)")
    #expect(charges.text.contains("\"end_day\":\"2026-12-01\""))
    let terms = try place.tollbook("charge", "term", "list", "--format", "csv", environment: environment)
    #expect(terms.rows == ["did,2026-02-01,1,", "did,2026-04-01,3,"])
  }

  @Test func `are shown with all that belongs to them`() throws {
    let shown = try place.tollbook("service", "show", "12015550142", "--format", "csv", environment: environment)
    #expect(shown.rows.filter { !$0.hasPrefix("service,") } == [
      "key,number 12015550142 2026-01-01T00:00:00-05:00,", "plan,2026-02-01T00:00:00-05:00,plan retail-us",
      "order,2026-02-01T00:00:00-05:00 active,", "order,2027-01-15T00:00:00-05:00 cancelled,",
      "charge,did,\"account A1, product DID, frequency monthly, timing advance, proration days_actual, start_day 2026-02-01, end_day 2026-12-01\"",
    ], "\(shown.text)")
    let none = try place.tollbook("account", "show", "A9", environment: environment)
    #expect(none.status == 1 && none.messages == "tollbook: there is no account 'A9'\n")
  }

  @Test func `leave a trail of who changed what`() throws {
    let trail = try place.tollbook("audit", "--object", "account", "--name", "A1", "--format", "csv", environment: environment)
    #expect(trail.rows.map { $0.drop { $0 != "," } } == [
      ",ada,account,A1,created,,\"{\"\"title\"\":\"\"Ada Example\"\",\"\"currency\"\":\"\"USD\"\",\"\"time_zone\"\":\"\"America/New_York\"\",\"\"opened\"\":\"\"2026-01-01\"\",\"\"credit_limit\"\":\"\"-5.00\"\"}\"",
      ",grace,account,A1,title,Ada Example,Ada & Sons",
    ], "\(trail.text)")
    let service = try place.tollbook("audit", "--object", "service", "--format", "csv", environment: environment)
    #expect(service.rows.map { $0.split(separator: ",", omittingEmptySubsequences: false)[4] } == [
      "created", "status from 2026-02-01T00:00:00-05:00", "status from 2027-01-15T00:00:00-05:00",
      "key number 12015550142 2026-01-01T00:00:00-05:00 created", "plan 2026-02-01T00:00:00-05:00 created",
    ])
  }

  @Test(arguments: [  // from, within, what ends
    ("2026-12-01", "29", []), ("2026-12-01", "30", ["2026-12-31,30,expires,12015550142,line,A1"]),
    ("2027-01-01", "30", []),
  ])
  func `that expire are listed ahead`(from: String, within: String, rows: [Substring]) throws {
    let listed = try place.tollbook(
      "service", "expiring", "--from", from, "--within", within, "--format", "csv", environment: environment)
    #expect(listed.rows == rows, "\(listed.text)\(listed.messages)")
  }

  @Test(arguments: [  // arguments, status, what is said
    ("service order 12015550142 suspended --at 2027-02-01", 1, "cancelled is for good; add another service"),
    ("service order 12015550142 gone --at 2027-02-01", 64, "Please provide one of"),
    ("account add A1", 1, "the book has the account 'A1' already; change it, or take another name"),
    ("account change A1 --titel x", 1, "--titel: error: accounts have no titel; did you mean title?"),
    ("account change A1 --title", 64, "--title has no value"),
    ("account change A1 x y", 64, "'x' is not expected"),
    ("account list --colour red", 1, "--colour: error: accounts have no colour"),
    ("import acounts x.csv", 64, "there is no kind 'acounts'"),
    ("import accounts none.csv", 1, "none.csv: error: "),
    ("payment add A1 --amount -5 --reference r --date 2026-03-01", 1, "-5"),
    ("charge add x --account A2 --service 12015550142 --product DID --start-day 2026-01-01", 1, "that service belongs to the account A1"),
  ])
  func `are refused with the reason`(arguments: String, status: Int32, message: String) throws {
    let outcome = try place.shell("export TOLLBOOK_BOOK=b.tollbook; $T \(arguments)")
    #expect(outcome.status == status && outcome.messages.contains(message), "\(outcome.messages)")
  }

  @Test func `are exchanged through pipes`() throws {
    let outcome = try place.shell(
      """
      export TOLLBOOK_BOOK=b.tollbook
      for kind in accounts orders charge-terms; do
        $T export $kind | tee $kind.csv | $T import $kind -
      done
      $T export accounts -o out.csv && cmp out.csv accounts.csv
      """)
    #expect(outcome.status == 0 && outcome.messages == """
      accounts: 0 added, 0 changed, 2 unchanged
      orders: 0 added, 0 changed, 2 unchanged
      charge-terms: 0 added, 0 changed, 2 unchanged

      """, "\(outcome.messages)")
  }

  @Test func `have help that ends with an example`() throws {
    for command in [
      "account add", "account change", "account show", "account list", "service add", "service order", "service expiring",
      "service key add", "charge term add", "product price add", "tax-rule add", "discount add", "field add", "import", "export",
      "audit", "service-type add", "book create", "book set", "book info", "outbox list", "outbox export", "outbox acknowledge",
      "outbox readers", "usage-limit add", "usage-limit change", "usage-limit show", "usage-limit list", "usage-limit used", "switch add", "plan list", "plan remove",
    ] {
      let help = try place.shell("$T \(command) --help")
      #expect(help.status == 0 && help.text.contains("Example: tollbook \(command)"), "\(command): \(help.text)\(help.messages)")
    }
  }
}
