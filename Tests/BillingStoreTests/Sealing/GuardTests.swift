import Testing

@testable import BillingStore

@Suite struct `The guards of a book` {
  /// By another program than ours, whose connections let REPLACE delete without asking a trigger. Rows are made up: one of
  /// new values, then for each unique key of its table one that has nothing else in common with it.
  private static let script = """
    import itertools, sqlite3, sys
    db = sqlite3.connect(sys.argv[1])
    db.execute('PRAGMA ignore_check_constraints = ON')
    number = itertools.count(1_000_000)
    def fresh(table, columns):
        def value(name, kind):
            if (table, name) == ('invoice', 'kind'): return 'invoice'
            n = next(number)
            return {'TEXT': f't{n}', 'BLOB': f'b{n}'.encode()}.get(kind, n)
        return {name: value(name, kind) for _, name, kind, *_ in columns}
    def insert(table, row):
        db.execute(f"INSERT OR REPLACE INTO {table} ({', '.join(row)}) VALUES ({', '.join('?' * len(row))})", list(row.values()))
    tables = [r[0] for r in db.execute("SELECT tbl_name FROM sqlite_master WHERE type = 'trigger' AND name LIKE '%\\\\_no\\\\_delete' ESCAPE '\\\\' ORDER BY 1")]
    keys = 0
    for table in tables:
        columns = db.execute(f'PRAGMA table_info({table})').fetchall()
        unique = {tuple(c[1] for c in sorted(columns, key=lambda c: c[5]) if c[5])}
        for _, index, is_unique, *_ in db.execute(f'PRAGMA index_list({table})').fetchall():
            if is_unique: unique.add(tuple(r[2] for r in db.execute(f'PRAGMA index_info({index})')))
        before = db.execute(f'SELECT count(*) FROM {table}').fetchone()[0]
        row = fresh(table, columns)
        if table == 'usage':
            try: insert(table, row)
            except sqlite3.IntegrityError as error:
                if 'by tollbook ingest alone' not in str(error): print(table, error)
            else: print(table, 'takes a row')
            continue
        insert(table, row)
        for key in sorted(unique):
            keys += 1
            try:
                insert(table, fresh(table, columns) | {name: row[name] for name in key})
                print(f'{table} is replaced by', *key)
            except sqlite3.IntegrityError as error:
                if 'append-only' not in str(error): print(table, *key, error)
        insert(table, fresh(table, columns))
        if db.execute(f'SELECT count(*) FROM {table}').fetchone()[0] != before + 2: print(table, 'lost a row, or refused another')
    print(len(tables), keys)
    """

  @Test func `refuse REPLACE by every unique key of every append-only table`() throws {
    let place = try BookPlace()
    let said = try place.python(Self.script, place.make().path).split(whereSeparator: \.isNewline).map(String.init)
    let counts = said.last?.split(separator: " ").compactMap { Int($0) } ?? []
    #expect(said.count == 1 && counts.count == 2, "\(said)")
    #expect(counts.first ?? 0 >= 25 && counts.last ?? 0 >= 38, "\(said)")
  }
}
