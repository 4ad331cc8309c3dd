/// SQL over an account `t`: how it stands, in minor units. The same sums as those of ``CreditWatch``.
enum AccountStanding {
  private static let below = """
    SELECT c.id FROM account c JOIN member m ON c.parent = m.id WHERE c.billing = 'consolidated'
    """
  private static let owed = "coalesce(sum(b.receivable + b.unbilled + b.unapplied), 0)"
  private static let balances = "FROM member m JOIN account_balance b ON b.account = m.id"

  /// What it and those on its invoice have in their favour; negative where they owe.
  static let balance = """
    (WITH RECURSIVE member (id) AS (SELECT t.id UNION ALL \(below)) SELECT -\(owed) \(balances))
    """

  /// Balance + credit limit of the account on whose invoice it stands.
  static let available = """
    (WITH RECURSIVE payer (id, parent, billing, credit_limit) AS (
        SELECT t.id, t.parent, t.billing, t.credit_limit UNION ALL
        SELECT a.id, a.parent, a.billing, a.credit_limit FROM account a JOIN payer p ON a.id = p.parent
        WHERE p.billing = 'consolidated'),
      member (id) AS (SELECT id FROM payer WHERE billing = 'own' UNION ALL \(below))
    SELECT (SELECT credit_limit FROM payer WHERE billing = 'own') - \(owed) \(balances))
    """
}
