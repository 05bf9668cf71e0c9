CREATE TABLE leases (
  name varchar(64) NOT NULL,
  owner varchar(64) NOT NULL,
  fence bigint NOT NULL,
  expires_at timestamptz NOT NULL,
  PRIMARY KEY (name)
);
