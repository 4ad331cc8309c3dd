-- The book, version 1.
-- Days are INTEGER days since 1970-01-01 in the account's zone; instants are milliseconds since 1970 UTC.
-- Posted amounts are minor units of their currency, prices and usage charges are nanos (billionths of the major unit).
-- A table marked "append-only" refuses UPDATE, DELETE and REPLACE; see v1-guards.sql.

CREATE TABLE book (
  name TEXT PRIMARY KEY,                  -- schema_version, operator, currency, time_zone, invoice_series, …
  value TEXT NOT NULL
) WITHOUT ROWID;

-- Who: customers' accounts, a tree.
CREATE TABLE account (
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL UNIQUE,              -- the operator's account number
  title TEXT NOT NULL DEFAULT '',         -- the customer's name
  parent BIGINT REFERENCES account (id),
  billing TEXT NOT NULL DEFAULT 'own' CHECK (billing IN ('own', 'consolidated')),
  status TEXT NOT NULL DEFAULT 'open' CHECK (status IN ('open', 'closed')),
  currency TEXT NOT NULL,
  time_zone TEXT NOT NULL,
  frequency TEXT NOT NULL DEFAULT 'monthly',  -- weekly two_weekly monthly quarterly half_yearly yearly every_N_days
  cycle_day BIGINT NOT NULL DEFAULT 1,    -- 1…31; short months end earlier
  cycle_anchor BIGINT,                    -- a day on which a cycle begins, for all but calendar months
  opened BIGINT NOT NULL,
  closed BIGINT,
  tax_place TEXT NOT NULL DEFAULT '',
  tax_exempt TEXT NOT NULL DEFAULT '',    -- authorities, separated by blanks; * is all
  credit_limit BIGINT NOT NULL DEFAULT 0,
  warning_level BIGINT,
  language TEXT NOT NULL DEFAULT 'en',
  documents TEXT NOT NULL DEFAULT '',     -- kinds wanted, separated by blanks
  payment_method TEXT NOT NULL DEFAULT '',
  due_days BIGINT NOT NULL DEFAULT 14,
  skonto_percent BIGINT NOT NULL DEFAULT 0 CHECK (skonto_percent % 1000 = 0),  -- nanos: 2 % is 2000000000
  skonto_days BIGINT NOT NULL DEFAULT 0,
  address TEXT NOT NULL DEFAULT '',
  email TEXT NOT NULL DEFAULT '',
  custom TEXT NOT NULL DEFAULT '{}'       -- JSON object of declared custom fields
);
CREATE INDEX account_parent ON account (parent) WHERE parent IS NOT NULL;

CREATE TABLE custom_field (
  name TEXT PRIMARY KEY,
  type TEXT NOT NULL CHECK (type IN ('text', 'integer', 'decimal', 'date', 'boolean')),
  title TEXT NOT NULL DEFAULT ''
) WITHOUT ROWID;

-- What: services, their keys in usage, their plans and states in time.
CREATE TABLE service_type (
  name TEXT PRIMARY KEY,
  definition TEXT NOT NULL                -- YAML as the operator wrote it
) WITHOUT ROWID;

CREATE TABLE service (
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL UNIQUE,              -- number, address, user name, domain or generated
  type TEXT NOT NULL,
  account BIGINT NOT NULL REFERENCES account (id),
  title TEXT NOT NULL DEFAULT '',
  place TEXT NOT NULL DEFAULT '',
  expires BIGINT,                         -- day on which it ends by itself
  properties TEXT NOT NULL DEFAULT '{}'   -- JSON object that the type's schema describes
);
CREATE INDEX service_account ON service (account);

CREATE TABLE service_key (
  id INTEGER PRIMARY KEY,
  service BIGINT NOT NULL REFERENCES service (id),
  kind TEXT NOT NULL,                     -- number did range trunk ip user account_code card
  key TEXT NOT NULL,
  valid_from BIGINT NOT NULL,             -- instants, half open
  valid_to BIGINT
);
CREATE INDEX service_key_service ON service_key (service);
CREATE INDEX service_key_key ON service_key (kind, key);

CREATE TABLE service_plan (
  service BIGINT NOT NULL REFERENCES service (id),
  valid_from BIGINT NOT NULL,             -- instant
  plan TEXT NOT NULL,
  PRIMARY KEY (service, valid_from)
) WITHOUT ROWID;

-- Orders on a service, each with its effective time: the last row at a time holds.
CREATE TABLE service_status (
  id INTEGER PRIMARY KEY,
  service BIGINT NOT NULL REFERENCES service (id),
  effective BIGINT NOT NULL,              -- instant
  status TEXT NOT NULL CHECK (status IN ('pending', 'active', 'suspended', 'cancelled')),
  reason TEXT NOT NULL DEFAULT '',
  ordered_at BIGINT NOT NULL
);
CREATE INDEX service_status_service ON service_status (service, effective, id);

-- The catalogue.
CREATE TABLE product (
  code TEXT PRIMARY KEY,
  title TEXT NOT NULL DEFAULT '',
  kind TEXT NOT NULL CHECK (kind IN ('usage', 'recurring', 'one_off')),
  revenue TEXT NOT NULL DEFAULT '',       -- ledger account; that of the kind where empty
  tax_category TEXT NOT NULL DEFAULT '',
  position BIGINT NOT NULL DEFAULT 0      -- order on an invoice
) WITHOUT ROWID;

CREATE TABLE product_price (
  product TEXT NOT NULL REFERENCES product (code),
  currency TEXT NOT NULL,
  valid_from BIGINT NOT NULL,             -- day
  price BIGINT NOT NULL,                  -- nanos
  PRIMARY KEY (product, currency, valid_from)
) WITHOUT ROWID;

-- Recurring charges; each row is one version of a subscription, from its day to the next row's.
CREATE TABLE charge (
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL UNIQUE,
  account BIGINT NOT NULL REFERENCES account (id),
  service BIGINT REFERENCES service (id),
  product TEXT NOT NULL REFERENCES product (code),
  title TEXT NOT NULL DEFAULT '',
  frequency TEXT NOT NULL,                -- as an account's
  anchor BIGINT,                          -- a day on which a period begins; the account's cycle day where NULL
  timing TEXT NOT NULL CHECK (timing IN ('advance', 'arrears')),
  proration TEXT NOT NULL CHECK (proration IN ('days_actual', '30_360', 'none')),
  start_day BIGINT NOT NULL,
  end_day BIGINT                          -- first day no longer charged
);
CREATE INDEX charge_account ON charge (account);

CREATE TABLE charge_term (
  charge BIGINT NOT NULL REFERENCES charge (id),
  valid_from BIGINT NOT NULL,             -- day
  quantity BIGINT NOT NULL,               -- nanos: 1 is 1000000000
  price BIGINT,                           -- nanos; the catalogue's where NULL
  PRIMARY KEY (charge, valid_from)
) WITHOUT ROWID;

CREATE TABLE discount (
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL UNIQUE,
  title TEXT NOT NULL DEFAULT '',
  account BIGINT REFERENCES account (id),
  service BIGINT REFERENCES service (id),
  product TEXT,
  kind TEXT NOT NULL CHECK (kind IN ('amount', 'percent')),
  value BIGINT NOT NULL,                  -- nanos of the major unit, or of a percent
  cycles BIGINT,                          -- so many invoices; without end where NULL
  valid_from BIGINT NOT NULL,
  valid_to BIGINT,
  CHECK (kind <> 'percent' OR value % 1000 = 0)
);

-- Limits of usage that events are written for, by period.
CREATE TABLE usage_limit (
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL UNIQUE,
  account BIGINT REFERENCES account (id), -- counts with those on its invoice
  service BIGINT REFERENCES service (id),
  measure TEXT NOT NULL CHECK (measure IN ('amount', 'minutes', 'records', 'megabytes')),
  period TEXT NOT NULL CHECK (period IN ('day', 'cycle')),
  soft BIGINT,                            -- nanos of what is measured
  hard BIGINT,
  CHECK ((account IS NULL) <> (service IS NULL))
);

CREATE TABLE tax_rule (
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL,
  authority TEXT NOT NULL,
  percent BIGINT NOT NULL CHECK (percent % 1000 = 0),  -- nanos of a percent
  product TEXT,                           -- code; any where NULL
  category TEXT,                          -- tax category of the product; any where NULL
  account BIGINT REFERENCES account (id),
  place TEXT,                             -- tax place of the account; any where NULL
  valid_from BIGINT NOT NULL,
  valid_to BIGINT,
  UNIQUE (name, valid_from)
);

-- Plans as they were when they were taken into the book.
CREATE TABLE plan (
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL,
  valid_from BIGINT NOT NULL,             -- instant from which calls are priced by it
  digest BLOB NOT NULL,                   -- SHA-256 of the content
  content BLOB NOT NULL,                  -- its files, zstd
  removed_at BIGINT,
  UNIQUE (name, valid_from, digest)
);

-- Who changed what: append-only.
CREATE TABLE audit (
  id INTEGER PRIMARY KEY,
  recorded_at BIGINT NOT NULL,
  actor TEXT NOT NULL,
  object TEXT NOT NULL,                   -- account, service, charge, …
  name TEXT NOT NULL,
  field TEXT NOT NULL,
  before TEXT,
  after TEXT
);
CREATE INDEX audit_name ON audit (object, name);

-- What writes usage: record ids are unique within each.
CREATE TABLE switch (
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL UNIQUE,
  title TEXT NOT NULL DEFAULT ''
);

-- Usage: append-only.
CREATE TABLE usage_batch (
  id INTEGER PRIMARY KEY,
  switch BIGINT REFERENCES switch (id),   -- whose records they are; NULL for the one without a name
  source TEXT NOT NULL,
  format TEXT NOT NULL,
  bytes BIGINT NOT NULL,
  content_hash BLOB NOT NULL,             -- SHA-256 of the bytes read
  ingested_at BIGINT NOT NULL,
  records_read BIGINT NOT NULL,
  rated BIGINT NOT NULL,
  not_chargeable BIGINT NOT NULL,
  duplicate BIGINT NOT NULL,
  rejected BIGINT NOT NULL,
  first_usage BIGINT NOT NULL,            -- its rows of usage are consecutive
  usage_count BIGINT NOT NULL,
  CHECK (records_read = rated + not_chargeable + duplicate + rejected)
);
CREATE INDEX usage_batch_content ON usage_batch (content_hash);

-- How a call was priced, said once for all calls priced alike.
CREATE TABLE usage_price (
  id INTEGER PRIMARY KEY,
  plan BIGINT NOT NULL REFERENCES plan (id),
  item TEXT NOT NULL,                     -- product code on the invoice
  service_type TEXT NOT NULL,
  prefix TEXT NOT NULL,
  destination TEXT NOT NULL,
  band TEXT NOT NULL,
  jurisdiction TEXT NOT NULL,
  UNIQUE (plan, item, service_type, prefix, destination, band, jurisdiction)
);

CREATE TABLE usage (
  id INTEGER PRIMARY KEY,
  batch BIGINT NOT NULL,
  line BIGINT NOT NULL,                   -- of the source, from 1
  record_id TEXT NOT NULL,                -- unique for all time; '#' and a hash where the source has none; behind a
                                          -- switch's number and char(31) where the switch has a name
  account BIGINT NOT NULL,
  service BIGINT NOT NULL,
  start_ms BIGINT NOT NULL,
  start_offset BIGINT NOT NULL,           -- seconds east of Greenwich of the clock that wrote it
  duration_ms BIGINT NOT NULL,
  billed_s BIGINT NOT NULL,
  calling,                                -- integer where it is a number of digits without leading zero, else text
  called,
  price BIGINT NOT NULL,                  -- usage_price
  charge BIGINT NOT NULL,                 -- nanos
  extras TEXT                             -- JSON of what few records have: octets, quantity, trunks, properties
);
CREATE UNIQUE INDEX usage_record ON usage (record_id);

-- The usage of one account on one local day within a segment of a batch: consecutive rows of usage.
CREATE TABLE usage_run (
  id INTEGER PRIMARY KEY,
  batch BIGINT NOT NULL,
  account BIGINT NOT NULL,
  day BIGINT NOT NULL,
  first_usage BIGINT NOT NULL,
  usage_count BIGINT NOT NULL,
  billed_s BIGINT NOT NULL,
  charge BIGINT NOT NULL,                 -- nanos
  hash BLOB NOT NULL                      -- SHA-256 over its rows of usage
);
CREATE INDEX usage_run_account ON usage_run (account, day);

-- SHA-256 over the runs of a segment of a batch, each seal over the one before.
CREATE TABLE usage_seal (
  id INTEGER PRIMARY KEY,
  first_usage BIGINT NOT NULL,
  usage_count BIGINT NOT NULL,
  hash BLOB NOT NULL
);

-- What has counted towards limits in each period: derived from usage, checked by verify.
CREATE TABLE usage_limit_count (
  usage_limit BIGINT NOT NULL REFERENCES usage_limit (id),
  day_from BIGINT NOT NULL,
  day_to BIGINT NOT NULL,
  used BIGINT,                            -- nanos, seconds, records or octets; NULL where it is to be counted anew
  soft_told BIGINT,                       -- the limit that an event was written for last
  hard_told BIGINT,
  PRIMARY KEY (usage_limit, day_from, day_to)
) WITHOUT ROWID;

-- Files that usage of past months was moved to; their runs and seals stay: append-only, apart from restored_at.
CREATE TABLE usage_archive (
  id INTEGER PRIMARY KEY,
  month TEXT NOT NULL,                    -- 2026-01, by the accounts' clocks
  file TEXT NOT NULL,
  content_hash BLOB NOT NULL,             -- SHA-256 of the CSV, unpacked
  usage_count BIGINT NOT NULL,
  records_hash BLOB NOT NULL,             -- SHA-256 over record_id (its count of bytes before it) and facts, by record_id
  archived_at BIGINT NOT NULL,
  restored_at BIGINT
);

-- Runs whose usage is in an archive, and not in this book: append-only until it is restored.
CREATE TABLE archived_run (
  run BIGINT PRIMARY KEY REFERENCES usage_run (id),
  archive BIGINT NOT NULL REFERENCES usage_archive (id)
) WITHOUT ROWID;
CREATE INDEX archived_run_archive ON archived_run (archive);

-- Records in archives: taken for all time too. Append-only until they are restored.
CREATE TABLE archived_record (
  record_id TEXT PRIMARY KEY,
  archive BIGINT NOT NULL,
  facts BIGINT NOT NULL                   -- the first eight bytes of the SHA-256 of what the record says
) WITHOUT ROWID;

-- What could not be rated. The record is append-only; its state moves from open to retried or dropped.
CREATE TABLE reject (
  id INTEGER PRIMARY KEY,
  batch BIGINT NOT NULL,
  reason TEXT NOT NULL,
  field TEXT NOT NULL,
  source TEXT NOT NULL,
  line BIGINT NOT NULL,
  byte_offset BIGINT NOT NULL,
  message TEXT NOT NULL,
  format TEXT NOT NULL,
  time_zone TEXT NOT NULL,                -- of times without an offset; empty where nobody named one: the plan's
  header BLOB NOT NULL,
  record BLOB NOT NULL,
  record_hash BLOB NOT NULL,
  state TEXT NOT NULL DEFAULT 'open' CHECK (state IN ('open', 'retried', 'dropped')),
  settled_by BIGINT                       -- the batch that rated it
);
CREATE INDEX reject_state ON reject (state, reason);
CREATE INDEX reject_record ON reject (record_hash);

-- The ledger: append-only.
CREATE TABLE journal (
  id INTEGER PRIMARY KEY,
  day BIGINT NOT NULL,                    -- posting day
  kind TEXT NOT NULL,                     -- usage one_off invoice payment allocation refund write_off …
  account BIGINT,                         -- the customer whom it is about, when there is one
  reference TEXT NOT NULL,                -- batch, invoice number, payment id
  memo TEXT NOT NULL DEFAULT '',
  corrects BIGINT REFERENCES journal (id),
  recorded_at BIGINT NOT NULL,
  hash BLOB NOT NULL                      -- SHA-256 over the entry before, this entry and its lines
);
CREATE INDEX journal_account ON journal (account) WHERE account IS NOT NULL;

CREATE TABLE journal_line (
  id INTEGER PRIMARY KEY,
  entry BIGINT NOT NULL REFERENCES journal (id),
  ledger BIGINT NOT NULL,
  account BIGINT,                         -- of customers' ledger accounts
  currency TEXT NOT NULL,
  amount BIGINT NOT NULL                  -- debit positive
);
CREATE INDEX journal_line_entry ON journal_line (entry);
CREATE INDEX journal_line_account ON journal_line (account) WHERE account IS NOT NULL;

CREATE TABLE ledger_account (
  id INTEGER PRIMARY KEY,
  code TEXT NOT NULL UNIQUE               -- receivable, revenue:usage, tax:CA, cash:bank, …
);

-- Derived from journal_line and usage_run, checked at commit and by verify.
CREATE TABLE account_balance (
  account BIGINT PRIMARY KEY REFERENCES account (id),
  receivable BIGINT NOT NULL DEFAULT 0,
  unbilled BIGINT NOT NULL DEFAULT 0,
  unapplied BIGINT NOT NULL DEFAULT 0,
  unbilled_nanos BIGINT NOT NULL DEFAULT 0  -- usage on no invoice yet, exact
) WITHOUT ROWID;

-- One-off charges and credits, set-up fees, corrections of usage; on exactly one invoice each: append-only.
CREATE TABLE one_off (
  id INTEGER PRIMARY KEY,
  reference TEXT NOT NULL UNIQUE,         -- the operator's own id, so that an import is taken once
  account BIGINT NOT NULL REFERENCES account (id),
  service BIGINT REFERENCES service (id),
  product TEXT NOT NULL REFERENCES product (code),
  title TEXT NOT NULL DEFAULT '',
  day BIGINT NOT NULL,
  period_from BIGINT,                     -- service period, where it has one
  period_to BIGINT,
  quantity BIGINT NOT NULL,               -- nanos
  price BIGINT NOT NULL,                  -- nanos
  amount BIGINT NOT NULL,                 -- minor units
  entry BIGINT NOT NULL UNIQUE REFERENCES journal (id),
  corrects TEXT NOT NULL DEFAULT ''       -- what it corrects: an invoice line, a record
);
CREATE INDEX one_off_account ON one_off (account, day);

-- Invoices: append-only.
CREATE TABLE bill_run (
  id INTEGER PRIMARY KEY,
  as_of BIGINT NOT NULL,
  filter TEXT NOT NULL,
  started_at BIGINT NOT NULL,
  finished_at BIGINT,
  accounts BIGINT NOT NULL DEFAULT 0,
  closed BIGINT NOT NULL DEFAULT 0,
  set_aside BIGINT NOT NULL DEFAULT 0,
  nothing_to_bill BIGINT NOT NULL DEFAULT 0
);

CREATE TABLE bill_run_account (
  run BIGINT NOT NULL REFERENCES bill_run (id),
  account BIGINT NOT NULL REFERENCES account (id),
  outcome TEXT NOT NULL CHECK (outcome IN ('closed', 'set_aside', 'nothing_to_bill')),
  reason TEXT NOT NULL DEFAULT '',
  PRIMARY KEY (run, account)
) WITHOUT ROWID;

CREATE TABLE invoice (
  id INTEGER PRIMARY KEY,
  kind TEXT NOT NULL CHECK (kind IN ('invoice', 'credit_note')),
  series TEXT NOT NULL,
  number BIGINT NOT NULL,                 -- gapless within its series
  account BIGINT NOT NULL REFERENCES account (id),
  period_from BIGINT NOT NULL,
  period_to BIGINT NOT NULL,
  invoice_day BIGINT NOT NULL,
  due_day BIGINT NOT NULL,
  is_final BIGINT NOT NULL DEFAULT 0,
  currency TEXT NOT NULL,
  carried_forward BIGINT NOT NULL,
  movements BIGINT NOT NULL,              -- payments, refunds, corrections since the invoice before
  charges BIGINT NOT NULL,                -- net of this invoice
  taxes BIGINT NOT NULL,
  total_due BIGINT NOT NULL,
  skonto_day BIGINT,                      -- last day of the cash discount, where there is one
  skonto_amount BIGINT NOT NULL DEFAULT 0,
  credits BIGINT REFERENCES invoice (id), -- of a credit note: the invoice it credits
  run BIGINT REFERENCES bill_run (id),
  entry BIGINT UNIQUE REFERENCES journal (id),
  document BLOB NOT NULL,                 -- canonical JSON without number, date and hash; zstd
  inputs BLOB NOT NULL,                   -- what it was computed from, apart from usage; zstd
  hash BLOB NOT NULL,                     -- SHA-256 over the invoice before, number, date and document
  UNIQUE (series, number),
  CHECK (total_due = carried_forward + movements + charges + taxes)
);
CREATE UNIQUE INDEX invoice_cycle ON invoice (account, period_to) WHERE kind = 'invoice';

CREATE TABLE invoice_line (
  invoice BIGINT NOT NULL REFERENCES invoice (id),
  position BIGINT NOT NULL,
  section TEXT NOT NULL,                  -- usage shortfall recurring one_off discount tax
  account BIGINT NOT NULL,                -- whose charge it is: the invoice's or a child's
  service BIGINT,
  product TEXT NOT NULL,                  -- item code, or the tax's name
  title TEXT NOT NULL,
  period_from BIGINT,
  period_to BIGINT,
  quantity BIGINT,                        -- nanos
  amount BIGINT NOT NULL,
  PRIMARY KEY (invoice, position)
) WITHOUT ROWID;

CREATE TABLE invoice_run (
  run BIGINT PRIMARY KEY,                 -- usage_run: on one invoice only
  invoice BIGINT NOT NULL REFERENCES invoice (id)
) WITHOUT ROWID;
CREATE INDEX invoice_run_invoice ON invoice_run (invoice);

-- Payments, refunds, credit notes and the like, as journal entries: on one statement only.
CREATE TABLE invoice_entry (
  entry BIGINT PRIMARY KEY REFERENCES journal (id),
  invoice BIGINT NOT NULL REFERENCES invoice (id)
) WITHOUT ROWID;
CREATE INDEX invoice_entry_invoice ON invoice_entry (invoice);

-- Which discounts an invoice took, each a cycle.
CREATE TABLE invoice_discount (
  discount BIGINT NOT NULL REFERENCES discount (id),
  invoice BIGINT NOT NULL REFERENCES invoice (id),
  PRIMARY KEY (discount, invoice)
) WITHOUT ROWID;
CREATE INDEX invoice_discount_invoice ON invoice_discount (invoice);

-- What a credit note takes back of each line and tax of its invoice.
CREATE TABLE credit_note_line (
  invoice BIGINT NOT NULL REFERENCES invoice (id),  -- the credit note
  position BIGINT NOT NULL,               -- of the invoice that is credited
  amount BIGINT NOT NULL,                 -- of the sign of what it credits; taxes stand behind the lines
  PRIMARY KEY (invoice, position)
) WITHOUT ROWID;

CREATE TABLE invoice_one_off (
  one_off BIGINT PRIMARY KEY REFERENCES one_off (id),
  invoice BIGINT NOT NULL REFERENCES invoice (id)
) WITHOUT ROWID;
CREATE INDEX invoice_one_off_invoice ON invoice_one_off (invoice);

-- The days of a recurring charge that an invoice charged or, with a negative amount, gave back.
CREATE TABLE charge_period (
  id INTEGER PRIMARY KEY,
  charge BIGINT NOT NULL REFERENCES charge (id),
  invoice BIGINT NOT NULL REFERENCES invoice (id),
  day_from BIGINT NOT NULL,
  day_to BIGINT NOT NULL,
  cycle_from BIGINT NOT NULL,             -- the whole period of the charge's calendar; the price is for all of it
  cycle_to BIGINT NOT NULL,
  credits BIGINT REFERENCES charge_period (id),  -- what it takes back
  product TEXT NOT NULL,
  title TEXT NOT NULL,
  quantity BIGINT NOT NULL,
  price BIGINT NOT NULL,
  exact BIGINT NOT NULL,                  -- nanos
  amount BIGINT NOT NULL,
  discount BIGINT NOT NULL
);
CREATE INDEX charge_period_charge ON charge_period (charge);
CREATE INDEX charge_period_invoice ON charge_period (invoice);

-- Payments: append-only.
CREATE TABLE payment (
  id INTEGER PRIMARY KEY,
  reference TEXT NOT NULL UNIQUE,         -- its own id: taken once
  kind TEXT NOT NULL CHECK (kind IN ('payment', 'refund', 'chargeback', 'write_off', 'transfer', 'skonto', 'credit')),
  account BIGINT NOT NULL REFERENCES account (id),
  day BIGINT NOT NULL,
  amount BIGINT NOT NULL,                 -- in the account's currency; what lowers the debt is positive; of a credit 0
  paid_currency TEXT NOT NULL,
  paid_amount BIGINT NOT NULL,
  rate BIGINT,                            -- nanos of the account's currency for one paid
  method TEXT NOT NULL DEFAULT '',
  memo TEXT NOT NULL DEFAULT '',
  entry BIGINT NOT NULL UNIQUE REFERENCES journal (id)
);
CREATE INDEX payment_account ON payment (account, day);

-- What refunds, chargebacks and transfers take of which payments: append-only.
CREATE TABLE reversal (
  payment BIGINT NOT NULL REFERENCES payment (id),   -- the one that takes back
  reverses BIGINT NOT NULL REFERENCES payment (id),
  amount BIGINT NOT NULL,                 -- above zero
  PRIMARY KEY (payment, reverses)
) WITHOUT ROWID;
CREATE INDEX reversal_reverses ON reversal (reverses);

-- Payments against invoices: append-only. A credit has its amount from an invoice below zero, and is set off against others.
CREATE TABLE allocation (
  id INTEGER PRIMARY KEY,
  payment BIGINT NOT NULL REFERENCES payment (id),
  invoice BIGINT NOT NULL REFERENCES invoice (id),
  amount BIGINT NOT NULL,                 -- negative takes back, or comes from an invoice below zero
  day BIGINT NOT NULL,
  entry BIGINT NOT NULL UNIQUE REFERENCES journal (id)
);
CREATE INDEX allocation_invoice ON allocation (invoice);
CREATE INDEX allocation_payment ON allocation (payment);

-- Events for other programs, written with what caused them: append-only.
CREATE TABLE outbox (
  id INTEGER PRIMARY KEY,
  recorded_at BIGINT NOT NULL,
  kind TEXT NOT NULL,                     -- credit_warning credit_exhausted credit_available credit_recovered usage_limit_soft usage_limit_hard
  account BIGINT,
  service BIGINT,
  payload TEXT NOT NULL                   -- JSON object of texts
);

-- How far each program has read the outbox.
CREATE TABLE outbox_reader (
  name TEXT PRIMARY KEY,
  acknowledged BIGINT NOT NULL,           -- outbox; nothing up to here is handed out again
  acknowledged_at BIGINT NOT NULL
) WITHOUT ROWID;

-- SHA-256 over the rows that a transaction added to append-only tables, each seal over the one before: append-only.
CREATE TABLE row_seal (
  id INTEGER PRIMARY KEY,
  relation TEXT NOT NULL,                 -- the table
  after BIGINT NOT NULL,                  -- the rows behind this id, and those of other tables that belong to them
  upto BIGINT NOT NULL,                   -- the last of them
  hash BLOB NOT NULL
);
