CREATE TABLE things (
  thing_id varchar(40) NOT NULL,
  sum bigint NOT NULL,
  PRIMARY KEY (thing_id)
);

CREATE UNIQUE INDEX things_by_both ON things (thing_id, sum);

CREATE INDEX things_by_amount ON things (sum, thing_id);

ALTER TABLE things ADD COLUMN colour varchar(16);
