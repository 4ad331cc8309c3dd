-- The book, version 3: what customers have drawn on what their plans promise.

-- Promises that have counters. One that counts otherwise, as a later version of its plan may have it, is another one.
CREATE TABLE promise (
  id INTEGER PRIMARY KEY,
  plan TEXT NOT NULL,                     -- by name: a new version goes on with the counters
  kind TEXT NOT NULL CHECK (kind IN ('allowance', 'volume', 'commitment', 'limit')),
  name TEXT NOT NULL,
  unit TEXT,                              -- as the plan first wrote it; NULL for money
  base TEXT NOT NULL,                     -- what its counters count: seconds, octets, …; empty for money
  cycle TEXT NOT NULL,                    -- month week day term
  shared TEXT NOT NULL,                   -- service account branch
  currency TEXT NOT NULL,                 -- the plan's
  UNIQUE (plan, kind, name, base, cycle, shared, currency)
);

-- revision: changes with every transaction that writes counters or boosters.
CREATE TABLE allowance_state (
  name TEXT PRIMARY KEY,
  value BIGINT NOT NULL
) WITHOUT ROWID;
INSERT INTO allowance_state (name, value) VALUES ('revision', 0);

-- Counters by promise, owner and first local day of the cycle; amounts are base units or nanos. owner is a service, or an
-- account where an account or the branch below it shares the promise. They change, and settling may take some away.
CREATE TABLE allowance_counter (
  promise BIGINT NOT NULL, owner BIGINT NOT NULL, cycle BIGINT NOT NULL,
  granted BIGINT NOT NULL,
  remaining BIGINT NOT NULL,              -- of the cycle's own units
  carried TEXT,                           -- units left of former cycles x cycles they may be used in, oldest first: 120x1 60x2
  carried_in BIGINT NOT NULL,
  used BIGINT NOT NULL,
  boosted BIGINT NOT NULL,                -- of those, from boosters
  rolled_over BIGINT NOT NULL,            -- to the next cycle
  PRIMARY KEY (promise, owner, cycle)
) WITHOUT ROWID;
CREATE TABLE volume_counter (
  promise BIGINT NOT NULL, owner BIGINT NOT NULL, cycle BIGINT NOT NULL,
  total BIGINT NOT NULL,
  priced TEXT NOT NULL,                   -- nanos times the unit's scale, up to 128 bits, in decimal
  settled BIGINT NOT NULL,
  PRIMARY KEY (promise, owner, cycle)
) WITHOUT ROWID;
CREATE TABLE commitment_counter (
  promise BIGINT NOT NULL, owner BIGINT NOT NULL, cycle BIGINT NOT NULL,
  spent BIGINT NOT NULL,
  settled BIGINT NOT NULL,
  PRIMARY KEY (promise, owner, cycle)
) WITHOUT ROWID;
CREATE TABLE limit_counter (
  promise BIGINT NOT NULL, owner BIGINT NOT NULL, cycle BIGINT NOT NULL,
  value BIGINT NOT NULL,
  raised BIGINT NOT NULL,                 -- how many thresholds have had their event
  PRIMARY KEY (promise, owner, cycle)
) WITHOUT ROWID;
CREATE TABLE booster (
  id INTEGER PRIMARY KEY,                 -- in the order in which they were given
  promise BIGINT NOT NULL,
  owner BIGINT NOT NULL,
  valid_from BIGINT NOT NULL,             -- instants, half open
  expires BIGINT NOT NULL,
  granted BIGINT NOT NULL,
  remaining BIGINT NOT NULL,
  reference TEXT UNIQUE                   -- of whoever gave it
);
CREATE INDEX booster_pool ON booster (promise, owner, expires, id);

-- The same as they were at the last settling, which the next one begins with; with every booster given since.
CREATE TABLE opening_allowance_counter (
  promise BIGINT NOT NULL, owner BIGINT NOT NULL, cycle BIGINT NOT NULL,
  granted BIGINT NOT NULL,
  remaining BIGINT NOT NULL,              -- of the cycle's own units
  carried TEXT,                           -- units left of former cycles x cycles they may be used in, oldest first: 120x1 60x2
  carried_in BIGINT NOT NULL,
  used BIGINT NOT NULL,
  boosted BIGINT NOT NULL,                -- of those, from boosters
  rolled_over BIGINT NOT NULL,            -- to the next cycle
  PRIMARY KEY (promise, owner, cycle)
) WITHOUT ROWID;
CREATE TABLE opening_volume_counter (
  promise BIGINT NOT NULL, owner BIGINT NOT NULL, cycle BIGINT NOT NULL,
  total BIGINT NOT NULL,
  priced TEXT NOT NULL,                   -- nanos times the unit's scale, up to 128 bits, in decimal
  settled BIGINT NOT NULL,
  PRIMARY KEY (promise, owner, cycle)
) WITHOUT ROWID;
CREATE TABLE opening_commitment_counter (
  promise BIGINT NOT NULL, owner BIGINT NOT NULL, cycle BIGINT NOT NULL,
  spent BIGINT NOT NULL,
  settled BIGINT NOT NULL,
  PRIMARY KEY (promise, owner, cycle)
) WITHOUT ROWID;
CREATE TABLE opening_limit_counter (
  promise BIGINT NOT NULL, owner BIGINT NOT NULL, cycle BIGINT NOT NULL,
  value BIGINT NOT NULL,
  raised BIGINT NOT NULL,                 -- how many thresholds have had their event
  PRIMARY KEY (promise, owner, cycle)
) WITHOUT ROWID;
CREATE TABLE opening_booster (
  id INTEGER PRIMARY KEY,                 -- in the order in which they were given
  promise BIGINT NOT NULL,
  owner BIGINT NOT NULL,
  valid_from BIGINT NOT NULL,             -- instants, half open
  expires BIGINT NOT NULL,
  granted BIGINT NOT NULL,
  remaining BIGINT NOT NULL,
  reference TEXT UNIQUE                   -- of whoever gave it
);
CREATE INDEX opening_booster_pool ON opening_booster (promise, owner, expires, id);
