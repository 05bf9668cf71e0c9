-- Who may take payments; mode: in the sandbox or with real money.
CREATE TABLE merchants (
  merchant_id varchar(40) NOT NULL,
  name varchar(128) NOT NULL,
  mode varchar(4) NOT NULL,
  created_at timestamptz NOT NULL,
  PRIMARY KEY (merchant_id),
  CONSTRAINT merchants_mode CHECK (mode IN ('test', 'live'))
);

-- Found by the id that the client sends. The hash is HMAC-SHA-256 with the pepper, which is not in the database.
CREATE TABLE api_clients (
  client_id varchar(40) NOT NULL,
  merchant_id varchar(40) NOT NULL,
  secret_hash bytea NOT NULL,
  scopes varchar(1024) NOT NULL,
  created_at timestamptz NOT NULL,
  PRIMARY KEY (client_id),
  CONSTRAINT api_clients_merchant FOREIGN KEY (merchant_id) REFERENCES merchants (merchant_id)
);

-- Found by the key itself, as its hash.
CREATE TABLE api_keys (
  key_hash bytea NOT NULL,
  key_id varchar(40) NOT NULL,
  merchant_id varchar(40) NOT NULL,
  client_id varchar(40) NOT NULL,
  scopes varchar(1024) NOT NULL,
  created_at timestamptz NOT NULL,
  expires_at timestamptz,
  revoked_at timestamptz,
  PRIMARY KEY (key_hash),
  CONSTRAINT api_keys_client FOREIGN KEY (client_id) REFERENCES api_clients (client_id)
);

-- The primary key lets one instance only make a generation's key; the others read it.
CREATE TABLE signing_keys (
  purpose varchar(40) NOT NULL,
  generation bigint NOT NULL,
  key_id varchar(40) NOT NULL,
  public_key bytea NOT NULL,
  private_key bytea NOT NULL,
  created_at timestamptz NOT NULL,
  PRIMARY KEY (purpose, generation)
);
