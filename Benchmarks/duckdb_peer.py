# duckdb_peer.py DECK CALLS OUT: the same pricing as SQL: longest prefix, first interval and whole steps, connection fee.
# Its division is in floating point, so that a few charges in a thousand differ in the sixth decimal.
import sys

import duckdb

deck, calls, out = sys.argv[1:4]
database = duckdb.connect()
database.execute("SET threads = 2")
database.execute("SET preserve_insertion_order = false")
database.execute(
    """
    CREATE TABLE deck AS
    SELECT prefix, destination, connect_fee::DECIMAL(18, 9) AS fee, rate_per_minute::DECIMAL(18, 9) AS rate,
           first_interval_s AS first, next_interval_s AS next
    FROM read_csv($1, header = true, types = {'prefix': 'VARCHAR'})
    """,
    [deck],
)
database.execute(
    f"""
    COPY (
      WITH call AS (
        SELECT column00 AS account, column01 AS calling, column02 AS called, column09 AS start, column13::INT AS seconds,
               column16 AS id
        FROM read_csv('{calls}', header = false, all_varchar = true, quote = '"', escape = '"')
        WHERE column14 = 'ANSWERED'
      ), candidate AS (
        SELECT *, unnest(generate_series(1, 15)) AS digits FROM call
      ), best AS (
        SELECT id, arg_max(deck.rowid, digits) AS row, any_value(account) AS account, any_value(calling) AS calling,
               any_value(called) AS called, any_value(start) AS start, any_value(seconds) AS seconds
        FROM candidate JOIN deck ON deck.prefix = called[1:digits] GROUP BY id
      ), billed AS (
        SELECT best.*, deck.*,
               CASE WHEN seconds <= first THEN first ELSE first + (seconds - first + next - 1) // next * next END AS billed
        FROM best JOIN deck ON deck.rowid = best.row
      )
      SELECT id, account, calling, called, start, seconds, billed, prefix, destination, round(fee + rate * billed / 60, 6)
      FROM billed
    ) TO '{out}' (HEADER true)
    """
)
