-- One row for every charge that was asked for; money in minor units of its currency.
CREATE TABLE charges (
  charge_reference varchar(64) NOT NULL,
  order_reference varchar(128) NOT NULL,
  status varchar(16) NOT NULL,
  currency varchar(3) NOT NULL,
  authorized bigint NOT NULL,
  capturable bigint NOT NULL,
  captured bigint NOT NULL,
  refunded bigint NOT NULL,
  CONSTRAINT charges_status CHECK (status IN ('approved', 'declined')),
  CONSTRAINT charges_capturable CHECK (capturable >= 0),
  CONSTRAINT charges_captured CHECK (captured >= 0 AND captured + capturable <= authorized),
  CONSTRAINT charges_refunded CHECK (refunded >= 0 AND refunded <= captured),
  PRIMARY KEY (charge_reference)
);

CREATE INDEX charges_by_order ON charges (order_reference);

-- One row for every change, charges included: what a repeat of its reference is answered with.
CREATE TABLE bank_operations (
  reference varchar(64) NOT NULL,
  charge_reference varchar(64) NOT NULL,
  kind varchar(16) NOT NULL,
  status varchar(16) NOT NULL,
  decline_code varchar(40),
  amount bigint NOT NULL,
  currency varchar(3) NOT NULL,
  content_hash varchar(64) NOT NULL,
  booked_at timestamptz NOT NULL,
  CONSTRAINT bank_operations_kind CHECK (kind IN ('authorize', 'sale', 'capture', 'void', 'refund')),
  CONSTRAINT bank_operations_status CHECK (status IN ('approved', 'declined')),
  CONSTRAINT bank_operations_amount CHECK (amount > 0),
  PRIMARY KEY (reference)
);

-- What waits for the next settlement file; a row moves to payout_lines in one database transaction.
CREATE TABLE unsettled (
  reference varchar(64) NOT NULL,
  charge_reference varchar(64) NOT NULL,
  kind varchar(16) NOT NULL,
  gross bigint NOT NULL,
  fee bigint NOT NULL,
  currency varchar(3) NOT NULL,
  CONSTRAINT unsettled_kind CHECK (kind IN ('capture', 'refund')),
  PRIMARY KEY (reference)
);

-- Settlement files by layout and sequence: collecting, sealed with its cut, written to the folder.
CREATE TABLE payout_files (
  layout varchar(40) NOT NULL,
  sequence bigint NOT NULL,
  status varchar(16) NOT NULL,
  line_count bigint NOT NULL,
  cut timestamptz,
  CONSTRAINT payout_files_status CHECK (status IN ('collecting', 'sealed', 'written')),
  CONSTRAINT payout_files_cut CHECK (status = 'collecting' OR cut IS NOT NULL),
  PRIMARY KEY (layout, sequence)
);

-- The lines of a settlement file; each reference is paid out once.
CREATE TABLE payout_lines (
  layout varchar(40) NOT NULL,
  sequence bigint NOT NULL,
  line_no bigint NOT NULL,
  reference varchar(64) NOT NULL,
  charge_reference varchar(64) NOT NULL,
  kind varchar(16) NOT NULL,
  gross bigint NOT NULL,
  fee bigint NOT NULL,
  currency varchar(3) NOT NULL,
  PRIMARY KEY (layout, sequence, line_no)
) /*@spanner INTERLEAVE IN PARENT payout_files ON DELETE NO ACTION */;

CREATE UNIQUE INDEX payout_lines_reference ON payout_lines (reference);
