-- The book, version 2: resellers, suppliers, and where numbers are.

-- Accounts that sell on what they buy: their customers' usage is priced once more, by the plan they buy by.
CREATE TABLE reseller (
  account BIGINT NOT NULL REFERENCES account (id),
  valid_from BIGINT NOT NULL,             -- instants, half open
  valid_to BIGINT,
  buy_plan TEXT NOT NULL,
  sell_plan TEXT NOT NULL DEFAULT '',     -- of customers' services without a plan of their own
  PRIMARY KEY (account, valid_from)
) WITHOUT ROWID;

-- Who carries the calls that leave by a trunk, and what that costs.
CREATE TABLE supplier (
  trunk TEXT NOT NULL,
  valid_from BIGINT NOT NULL,             -- instants, half open
  valid_to BIGINT,
  supplier TEXT NOT NULL,
  plan TEXT NOT NULL,
  PRIMARY KEY (trunk, valid_from)
) WITHOUT ROWID;

-- Where numbers are, as files were when they were taken into the book; of a kind the last counts: append-only.
CREATE TABLE number_table (
  id INTEGER PRIMARY KEY,
  kind TEXT NOT NULL CHECK (kind IN ('numbering', 'lrn')),
  file TEXT NOT NULL,
  number_count BIGINT NOT NULL,           -- exchanges and blocks, or ported numbers
  digest BLOB NOT NULL,                   -- SHA-256 of the content
  content BLOB NOT NULL,                  -- zstd
  taken_at BIGINT NOT NULL
);

-- By which a batch was rated: append-only.
CREATE TABLE usage_batch_table (
  id INTEGER PRIMARY KEY,
  batch BIGINT NOT NULL,
  number_table BIGINT NOT NULL REFERENCES number_table (id),
  UNIQUE (batch, number_table)
);

CREATE TRIGGER number_table_no_update BEFORE UPDATE ON number_table BEGIN SELECT RAISE(ABORT, 'number_table is append-only'); END;
CREATE TRIGGER number_table_no_delete BEFORE DELETE ON number_table BEGIN SELECT RAISE(ABORT, 'number_table is append-only'); END;
CREATE TRIGGER number_table_no_replace BEFORE INSERT ON number_table WHEN EXISTS (SELECT 1 FROM number_table WHERE id = NEW.id)
BEGIN SELECT RAISE(ABORT, 'number_table is append-only'); END;
CREATE TRIGGER usage_batch_table_no_update BEFORE UPDATE ON usage_batch_table BEGIN SELECT RAISE(ABORT, 'usage_batch_table is append-only'); END;
CREATE TRIGGER usage_batch_table_no_delete BEFORE DELETE ON usage_batch_table BEGIN SELECT RAISE(ABORT, 'usage_batch_table is append-only'); END;
CREATE TRIGGER usage_batch_table_no_replace BEFORE INSERT ON usage_batch_table WHEN EXISTS (SELECT 1 FROM usage_batch_table WHERE id = NEW.id)
  OR EXISTS (SELECT 1 FROM usage_batch_table WHERE batch = NEW.batch AND number_table = NEW.number_table)
BEGIN SELECT RAISE(ABORT, 'usage_batch_table is append-only'); END;
