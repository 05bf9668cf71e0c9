-- Two statements; one clause that only Spanner has.
CREATE TABLE things (
  thing_id varchar(40) NOT NULL,
  amount bigint NOT NULL,
  note jsonb,
  made_at timestamptz NOT NULL,
  stored_at /*@postgresql timestamptz */ /*@spanner spanner.commit_timestamp */,
  PRIMARY KEY (thing_id),
  CONSTRAINT ck_things_amount CHECK (amount >= 0)
) /*@spanner TTL INTERVAL '30 days' ON made_at */;

CREATE TABLE leases (
  name varchar(64) NOT NULL,
  owner varchar(64) NOT NULL,
  fence bigint NOT NULL,
  expires_at timestamptz NOT NULL,
  PRIMARY KEY (name)
);
