extension AllowanceTables {
  /// Makes the tables of one state: those of ``StoredCounter``, and one of boosters.
  ///
  /// `promise` and `owner` are ids that whoever has the tables gives. `cycle` is the cycle's first local day since 1970;
  /// amounts are base units or nanos.
  /// - Parameter prefix: before the name of each.
  static func make(_ prefix: String, _ connection: SQLConnection) throws(BookError) {
    try connection.executeScript(
      """
      CREATE TABLE \(prefix)allowance_counter (
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
      CREATE TABLE \(prefix)volume_counter (
        promise BIGINT NOT NULL, owner BIGINT NOT NULL, cycle BIGINT NOT NULL,
        total BIGINT NOT NULL,
        priced TEXT NOT NULL,                   -- nanos times the unit's scale, up to 128 bits, in decimal
        settled BIGINT NOT NULL,
        PRIMARY KEY (promise, owner, cycle)
      ) WITHOUT ROWID;
      CREATE TABLE \(prefix)commitment_counter (
        promise BIGINT NOT NULL, owner BIGINT NOT NULL, cycle BIGINT NOT NULL,
        spent BIGINT NOT NULL,
        settled BIGINT NOT NULL,
        PRIMARY KEY (promise, owner, cycle)
      ) WITHOUT ROWID;
      CREATE TABLE \(prefix)limit_counter (
        promise BIGINT NOT NULL, owner BIGINT NOT NULL, cycle BIGINT NOT NULL,
        value BIGINT NOT NULL,
        raised BIGINT NOT NULL,                 -- how many thresholds have had their event
        PRIMARY KEY (promise, owner, cycle)
      ) WITHOUT ROWID;
      CREATE TABLE \(prefix)booster (
        id INTEGER PRIMARY KEY,                 -- in the order in which they were given
        promise BIGINT NOT NULL,
        owner BIGINT NOT NULL,
        valid_from BIGINT NOT NULL,             -- instants, half open
        expires BIGINT NOT NULL,
        granted BIGINT NOT NULL,
        remaining BIGINT NOT NULL,
        reference TEXT UNIQUE                   -- of whoever gave it
      );
      CREATE INDEX \(prefix)booster_pool ON \(prefix)booster (promise, owner, expires, id);
      """)
  }
}
