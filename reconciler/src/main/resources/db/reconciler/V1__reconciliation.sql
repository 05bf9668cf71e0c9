-- One holder for each name at a time; the fence grows with each change of holder.
CREATE TABLE leases (
  name varchar(64) NOT NULL,
  owner varchar(64) NOT NULL,
  fence bigint NOT NULL,
  expires_at timestamptz NOT NULL,
  PRIMARY KEY (name)
);

-- One row for each reconciliation run, with its report once it is closed.
CREATE TABLE runs (
  run_id varchar(40) NOT NULL,
  status varchar(16) NOT NULL,
  step varchar(32) NOT NULL,
  done bigint NOT NULL,
  settled_at timestamptz,
  started_at timestamptz NOT NULL,
  ended_at timestamptz,
  reason varchar(1000),
  report jsonb,
  CONSTRAINT runs_status CHECK (status IN ('running', 'closed', 'incomplete', 'failed')),
  PRIMARY KEY (run_id)
);

CREATE INDEX runs_by_status ON runs (status);

-- A file that was found whole and in sequence. Damaged files are discrepancies; nothing of them is kept.
CREATE TABLE settlement_files (
  acquirer varchar(20) NOT NULL,
  file_hash varchar(64) NOT NULL,
  name varchar(200) NOT NULL,
  sequence bigint NOT NULL,
  business_date varchar(10) NOT NULL,
  cut timestamptz NOT NULL,
  line_count bigint NOT NULL,
  status varchar(16) NOT NULL,
  posted_through bigint NOT NULL,
  posted_at timestamptz,
  taken_at timestamptz,
  CONSTRAINT settlement_files_status CHECK (status IN ('storing', 'taken', 'posted')),
  CONSTRAINT settlement_files_posted CHECK (posted_through >= 0 AND posted_through <= line_count),
  PRIMARY KEY (acquirer, file_hash)
);

CREATE UNIQUE INDEX settlement_files_sequence ON settlement_files (acquirer, sequence);

-- Standing is what remains to be done with a line that was told; NULL: nothing. pending: its operation had not ended.
-- suspense: nobody knew it. refused: the ledger did not book it, and refusal says why.
CREATE TABLE settlement_lines (
  acquirer varchar(20) NOT NULL,
  file_hash varchar(64) NOT NULL,
  line_no bigint NOT NULL,
  line_key varchar(64) NOT NULL,
  reference varchar(64) NOT NULL,
  kind varchar(16) NOT NULL,
  gross bigint NOT NULL,
  fee bigint NOT NULL,
  currency varchar(3) NOT NULL,
  standing varchar(16),
  refusal varchar(1000),
  told_at timestamptz,
  CONSTRAINT settlement_lines_kind CHECK (kind IN ('capture', 'refund')),
  CONSTRAINT settlement_lines_standing CHECK (standing IN ('pending', 'suspense', 'refused')),
  CONSTRAINT settlement_lines_money CHECK (gross > 0 AND fee >= 0),
  PRIMARY KEY (acquirer, file_hash, line_no)
) /*@spanner INTERLEAVE IN PARENT settlement_files ON DELETE NO ACTION */;

CREATE INDEX settlement_lines_to_tell ON settlement_lines (acquirer, file_hash, line_no) WHERE standing IS NOT NULL;

CREATE UNIQUE INDEX settlement_lines_by_reference ON settlement_lines (reference, line_key);

-- One row per difference, however many runs find it.
CREATE TABLE discrepancies (
  fingerprint varchar(64) NOT NULL,
  class varchar(4) NOT NULL,
  severity varchar(16) NOT NULL,
  status varchar(16) NOT NULL,
  amount_at_risk bigint NOT NULL,
  currency varchar(3),
  payment_row jsonb,
  other_row jsonb,
  first_seen_run varchar(40) NOT NULL,
  last_seen_run varchar(40) NOT NULL,
  first_seen_at timestamptz NOT NULL,
  last_seen_at timestamptz NOT NULL,
  CONSTRAINT discrepancies_status CHECK (status IN ('open', 'auto_resolved')),
  PRIMARY KEY (fingerprint)
);

CREATE INDEX discrepancies_by_status ON discrepancies (status, fingerprint);

-- What each run found.
CREATE TABLE run_discrepancies (
  run_id varchar(40) NOT NULL,
  fingerprint varchar(64) NOT NULL,
  PRIMARY KEY (run_id, fingerprint)
) /*@spanner INTERLEAVE IN PARENT runs ON DELETE CASCADE */;
