extension BookVerifier {
  /// Payments against what is allocated of them and what takes them back.
  func checkPayments() throws(BookError) {
    try none(
      """
      SELECT p.reference, p.kind, p.amount - coalesce(x.total, 0) - coalesce(r.total, 0) AS remaining FROM payment p
      LEFT JOIN (SELECT payment, sum(amount) AS total FROM allocation GROUP BY payment) x ON x.payment = p.id
      LEFT JOIN (SELECT reverses, sum(amount) AS total FROM reversal GROUP BY reverses) r ON r.reverses = p.id
      WHERE p.amount >= 0 AND (remaining < 0 OR p.kind <> 'credit' AND coalesce(x.total, 0) < 0
        OR p.kind IN ('write_off', 'skonto') AND remaining <> 0)
      """
    ) {
      $0.integer(2) > 0
        ? "payment \($0.text(0)): nobody paid a \($0.text(1)), but something of it is left over"
        : "payment \($0.text(0)): more of it is allocated or given back than was paid"
    }
    try none(
      """
      SELECT p.reference, -p.amount, coalesce(r.total, 0) FROM payment p
      LEFT JOIN (SELECT payment, sum(amount) AS total FROM reversal GROUP BY payment) r ON r.payment = p.id
      WHERE coalesce(r.total, 0) <> max(-p.amount, 0)
      """
    ) { "payment \($0.text(0)) takes back \($0.integer(1)) minor units, but \($0.integer(2)) of other payments" }
    try none(
      """
      SELECT p.reference FROM reversal r JOIN payment p ON p.id = r.payment JOIN payment q ON q.id = r.reverses
      WHERE r.amount <= 0 OR p.account <> q.account
      """
    ) { "payment \($0.text(0)) takes back nothing, or of another account" }
    try none(
      """
      SELECT p.reference FROM payment p WHERE (p.kind = 'credit') <> (p.amount = 0) OR p.kind = 'credit' AND NOT EXISTS (
        SELECT 1 FROM allocation a WHERE a.payment = p.id AND a.entry = p.entry AND a.amount < 0)
      """
    ) { "payment \($0.text(0)) is a credit of no invoice, or a payment of nothing" }
    try none(
      """
      SELECT a.id, p.reference FROM allocation a JOIN payment p ON p.id = a.payment JOIN invoice i ON i.id = a.invoice
      WHERE p.account <> i.account
      """
    ) { "allocation \($0.integer(0)) brings payment \($0.text(1)) to an invoice of another account" }
    try none(
      """
      SELECT a.id FROM allocation a LEFT JOIN journal j ON j.id = a.entry WHERE j.id IS NULL OR j.day <> a.day
        OR a.amount <> coalesce((
          SELECT -sum(l.amount) FROM journal_line l JOIN ledger_account c ON c.id = l.ledger
          WHERE l.entry = a.entry AND c.code = 'receivable'), 0)
      """
    ) { "allocation \($0.integer(0)) is not what its journal entry says" }
  }
}
