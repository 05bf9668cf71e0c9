-- Payments as their merchants see them: amounts in minor units, changed only together with an operation.
CREATE TABLE payments (
  merchant_id varchar(40) NOT NULL,
  payment_id varchar(40) NOT NULL,
  version bigint NOT NULL,
  list_bucket bigint NOT NULL,
  merchant_reference varchar(64) NOT NULL,
  status varchar(24) NOT NULL,
  currency varchar(3) NOT NULL,
  amount bigint NOT NULL,
  amount_authorized bigint NOT NULL,
  amount_captured bigint NOT NULL,
  amount_voided bigint NOT NULL,
  amount_refunded bigint NOT NULL,
  amount_refund_pending bigint NOT NULL,
  amount_settled bigint NOT NULL,
  capture_method varchar(16) NOT NULL,
  capture_before timestamptz,
  payment_method varchar(64) NOT NULL,
  acquirer varchar(40) NOT NULL,
  authorization_id varchar(40),
  charge_reference varchar(40),
  open_operation_id varchar(40),
  latest_operation_id varchar(40) NOT NULL,
  latest_kind varchar(16) NOT NULL,
  latest_status varchar(16) NOT NULL,
  resolve_by timestamptz,
  last_error varchar(64),
  metadata jsonb NOT NULL,
  created_at timestamptz NOT NULL,
  updated_at timestamptz NOT NULL,
  PRIMARY KEY (merchant_id, payment_id),
  CONSTRAINT ck_payments_captured CHECK (amount_captured + amount_voided <= amount_authorized),
  CONSTRAINT ck_payments_refunded CHECK (amount_refunded + amount_refund_pending <= amount_captured),
  CONSTRAINT ck_payments_signs CHECK (amount > 0 AND amount_captured >= 0 AND amount_voided >= 0 AND amount_refunded >= 0 AND amount_refund_pending >= 0 AND amount_settled >= 0)
);

CREATE INDEX ix_payments_list ON payments (merchant_id, list_bucket, created_at, payment_id);

CREATE INDEX ix_payments_reference ON payments (merchant_id, merchant_reference);

-- What a merchant wants done with a payment: one at a time. The fence grows with each takeover; a late writer finds it changed.
CREATE TABLE operations (
  merchant_id varchar(40) NOT NULL,
  payment_id varchar(40) NOT NULL,
  operation_id varchar(40) NOT NULL,
  kind varchar(16) NOT NULL,
  status varchar(16) NOT NULL,
  amount bigint NOT NULL,
  final_capture boolean NOT NULL,
  reason varchar(255),
  attempt_id varchar(40) NOT NULL,
  key_hash varchar(64) NOT NULL,
  fence bigint NOT NULL,
  tries bigint NOT NULL,
  sent_from timestamptz NOT NULL,
  due_at timestamptz NOT NULL,
  error varchar(64),
  created_at timestamptz NOT NULL,
  updated_at timestamptz NOT NULL,
  PRIMARY KEY (merchant_id, payment_id, operation_id),
  CONSTRAINT ck_operations_amount CHECK (amount > 0)
) /*@spanner INTERLEAVE IN PARENT payments ON DELETE NO ACTION */;

CREATE UNIQUE INDEX ix_operations_id ON operations (operation_id);

CREATE UNIQUE INDEX ix_operations_attempt ON operations (attempt_id);

-- What was sent to whom: the row is there before the first byte goes out, its id is the acquirer's reference.
CREATE TABLE attempts (
  merchant_id varchar(40) NOT NULL,
  payment_id varchar(40) NOT NULL,
  operation_id varchar(40) NOT NULL,
  attempt_id varchar(40) NOT NULL,
  acquirer varchar(40) NOT NULL,
  created_at timestamptz NOT NULL,
  PRIMARY KEY (merchant_id, payment_id, operation_id, attempt_id)
) /*@spanner INTERLEAVE IN PARENT operations ON DELETE NO ACTION */;

-- Append-only: how each operation ended, for exports and reconciliation. source_at is database time.
CREATE TABLE operation_results (
  operation_id varchar(40) NOT NULL,
  attempt_id varchar(40) NOT NULL,
  merchant_id varchar(40) NOT NULL,
  payment_id varchar(40) NOT NULL,
  kind varchar(16) NOT NULL,
  status varchar(16) NOT NULL,
  amount bigint NOT NULL,
  currency varchar(3) NOT NULL,
  acquirer varchar(40) NOT NULL,
  authorization_id varchar(40),
  source_at /*@postgresql timestamptz */ /*@spanner spanner.commit_timestamp */ NOT NULL,
  PRIMARY KEY (operation_id)
);

CREATE UNIQUE INDEX ix_operation_results_attempt ON operation_results (attempt_id);

-- Operations that somebody must look at when their lease or pause ends.
CREATE TABLE due_operations (
  bucket bigint NOT NULL,
  due_at timestamptz NOT NULL,
  operation_id varchar(40) NOT NULL,
  merchant_id varchar(40) NOT NULL,
  payment_id varchar(40) NOT NULL,
  PRIMARY KEY (bucket, due_at, operation_id)
);

-- By SHA-256 of merchant and key: where the key came first, and the bytes of the final answer. expires_at is there from then on.
CREATE TABLE idempotency_keys (
  key_hash varchar(64) NOT NULL,
  merchant_id varchar(40) NOT NULL,
  fingerprint varchar(64) NOT NULL,
  fields jsonb NOT NULL,
  state varchar(8) NOT NULL,
  payment_id varchar(40) NOT NULL,
  operation_id varchar(40),
  http_status bigint,
  body bytea,
  created_at timestamptz NOT NULL,
  expires_at timestamptz,
  PRIMARY KEY (key_hash),
  CONSTRAINT ck_idempotency_keys_final CHECK ((state = 'final') = (body IS NOT NULL AND http_status IS NOT NULL AND expires_at IS NOT NULL))
) /*@spanner TTL INTERVAL '0 days' ON expires_at */;

-- What the sweeps look along; on Spanner the TTL needs none.
/*@postgresql
CREATE INDEX ix_idempotency_keys_expiry ON idempotency_keys (expires_at) WHERE expires_at IS NOT NULL;
*/

-- At most one live payment per merchant and reference.
CREATE TABLE merchant_references (
  reference_hash varchar(64) NOT NULL,
  merchant_id varchar(40) NOT NULL,
  payment_id varchar(40) NOT NULL,
  PRIMARY KEY (reference_hash)
);

-- Which line of which settlement file paid an attempt out: a line that is told again changes nothing.
CREATE TABLE settled_lines (
  attempt_id varchar(40) NOT NULL,
  file_hash varchar(64) NOT NULL,
  line_no bigint NOT NULL,
  merchant_id varchar(40) NOT NULL,
  payment_id varchar(40) NOT NULL,
  amount bigint NOT NULL,
  created_at timestamptz NOT NULL,
  PRIMARY KEY (attempt_id)
);

-- Events that wait for their delivery, ordered for each payment; 64 buckets by hash of the merchant. source_at is database time.
CREATE TABLE outbox (
  bucket bigint NOT NULL,
  source_at /*@postgresql timestamptz */ /*@spanner spanner.commit_timestamp */ NOT NULL,
  event_id varchar(40) NOT NULL,
  type varchar(64) NOT NULL,
  merchant_id varchar(40) NOT NULL,
  subject varchar(40) NOT NULL,
  aggregate_version bigint NOT NULL,
  traceparent varchar(64),
  payload jsonb NOT NULL,
  PRIMARY KEY (bucket, source_at, event_id)
);

-- One holder for each name at a time; the fence grows with each change of holder.
CREATE TABLE leases (
  name varchar(64) NOT NULL,
  owner varchar(64) NOT NULL,
  fence bigint NOT NULL,
  expires_at timestamptz NOT NULL,
  PRIMARY KEY (name)
);
