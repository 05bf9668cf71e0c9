-- One holder for each name at a time; the fence grows with each change of holder.
CREATE TABLE leases (
  name varchar(64) NOT NULL,
  owner varchar(64) NOT NULL,
  fence bigint NOT NULL,
  expires_at timestamptz NOT NULL,
  PRIMARY KEY (name)
);

-- One account per owner, type and currency. The owner is a merchant, an acquirer or the platform.
CREATE TABLE accounts (
  account_id varchar(40) NOT NULL,
  owner varchar(40) NOT NULL,
  account_type varchar(40) NOT NULL,
  currency varchar(3) NOT NULL,
  opened_at /*@postgresql timestamptz */ /*@spanner spanner.commit_timestamp */ NOT NULL,
  PRIMARY KEY (account_id)
);

CREATE UNIQUE INDEX accounts_by_owner ON accounts (owner, account_type, currency);

-- What was booked, by the key of the thing that caused it: a second insert of the same key is the
-- repeat of the first. The facts are those that a repeat must bring again, word for word; a record
-- that follows another one of its source (the fee of a capture) has none of its own.
CREATE TABLE source_records (
  source_id varchar(120) NOT NULL,
  source_type varchar(40) NOT NULL,
  rule varchar(40) NOT NULL,
  rule_version bigint NOT NULL,
  facts varchar(1024),
  record_id varchar(40) NOT NULL,
  record_kind varchar(8) NOT NULL,
  merchant_id varchar(40),
  payment_id varchar(40),
  amount bigint NOT NULL,
  currency varchar(3) NOT NULL,
  source_at timestamptz,
  booked_at /*@postgresql timestamptz */ /*@spanner spanner.commit_timestamp */ NOT NULL,
  CONSTRAINT source_records_kind CHECK (record_kind IN ('entry', 'hold', 'none')),
  CONSTRAINT source_records_amount_is_positive CHECK (amount > 0),
  PRIMARY KEY (source_id, source_type, rule)
);

-- One entry for each thing that moved money: its postings sum up to zero in each currency.
CREATE TABLE journal_entries (
  entry_id varchar(40) NOT NULL,
  source_id varchar(120) NOT NULL,
  source_type varchar(40) NOT NULL,
  rule varchar(40) NOT NULL,
  rule_version bigint NOT NULL,
  hold_id varchar(40),
  merchant_id varchar(40),
  payment_id varchar(40),
  source_at timestamptz,
  effective_at timestamptz NOT NULL,
  booked_at /*@postgresql timestamptz */ /*@spanner spanner.commit_timestamp */ NOT NULL,
  PRIMARY KEY (entry_id)
);

CREATE INDEX journal_entries_by_payment ON journal_entries (payment_id, entry_id) WHERE payment_id IS NOT NULL;

-- The sides of an entry: an account, debit or credit, minor units.
CREATE TABLE postings (
  entry_id varchar(40) NOT NULL,
  posting_no bigint NOT NULL,
  account_id varchar(40) NOT NULL,
  side varchar(6) NOT NULL,
  amount bigint NOT NULL,
  currency varchar(3) NOT NULL,
  CONSTRAINT postings_side CHECK (side IN ('debit', 'credit')),
  CONSTRAINT postings_amount_is_positive CHECK (amount > 0),
  PRIMARY KEY (entry_id, posting_no)
) /*@spanner INTERLEAVE IN PARENT journal_entries ON DELETE NO ACTION */;

CREATE INDEX postings_by_account ON postings (account_id, entry_id);

-- Money set aside by an operation. What remains of it is counted in the account's held amount.
CREATE TABLE holds (
  hold_id varchar(40) NOT NULL,
  account_id varchar(40) NOT NULL,
  operation_id varchar(120) NOT NULL,
  rule varchar(40) NOT NULL,
  merchant_id varchar(40) NOT NULL,
  payment_id varchar(40) NOT NULL,
  amount bigint NOT NULL,
  currency varchar(3) NOT NULL,
  remaining bigint NOT NULL,
  source_at timestamptz,
  placed_at /*@postgresql timestamptz */ /*@spanner spanner.commit_timestamp */ NOT NULL,
  CONSTRAINT holds_amount_is_positive CHECK (amount > 0),
  CONSTRAINT holds_remaining CHECK (remaining >= 0 AND remaining <= amount),
  PRIMARY KEY (hold_id)
);

-- The history of a hold, never changed: the first movement placed it and has its id.
CREATE TABLE hold_movements (
  hold_id varchar(40) NOT NULL,
  movement_id varchar(40) NOT NULL,
  kind varchar(8) NOT NULL,
  amount bigint NOT NULL,
  source_id varchar(120) NOT NULL,
  rule varchar(40) NOT NULL,
  source_at timestamptz,
  booked_at /*@postgresql timestamptz */ /*@spanner spanner.commit_timestamp */ NOT NULL,
  CONSTRAINT hold_movements_kind CHECK (kind IN ('placed', 'released', 'posted')),
  CONSTRAINT hold_movements_amount_is_positive CHECK (amount > 0),
  PRIMARY KEY (hold_id, movement_id)
) /*@spanner INTERLEAVE IN PARENT holds ON DELETE NO ACTION */;

-- What is posted (in the account's normal direction) and what is held. A null floor is no limit.
-- Created last, since updates go in the order of tables: what many want is locked for the shortest time.
-- The stripe lets several writers share a busy account without a limit; it is 0 while there is one.
CREATE TABLE balances (
  stripe bigint NOT NULL,
  account_id varchar(40) NOT NULL,
  posted bigint NOT NULL,
  held bigint NOT NULL,
  floor_amount bigint,
  CONSTRAINT balances_held_is_not_negative CHECK (held >= 0),
  CONSTRAINT balances_above_floor CHECK (floor_amount IS NULL OR posted - held >= floor_amount),
  PRIMARY KEY (stripe, account_id)
);

-- What was booked is never changed or deleted: the service takes the right to do so away from itself, so that any code that
-- tried would fail loudly. On Spanner a fine-grained access role does it.
/*@postgresql
REVOKE UPDATE, DELETE, TRUNCATE ON journal_entries, postings, hold_movements FROM CURRENT_USER
*/;
