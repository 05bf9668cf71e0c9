CREATE TABLE things (
  thing_id varchar(40) NOT NULL,
  amount bigint NOT NULL,
  PRIMARY KEY (thing_id)
);

CREATE UNIQUE INDEX things_by_both ON things (thing_id, amount);

CREATE INDEX things_by_amount ON things (amount, thing_id);

CREATE INDEX things_by_colour ON things (colour, thing_id);
