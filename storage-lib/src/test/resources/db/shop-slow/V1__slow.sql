CREATE TABLE slow_things (
  thing_id varchar(40) NOT NULL,
  PRIMARY KEY (thing_id)
);

-- Seconds of work, for a test whose transactions may live one.
/*@postgresql
INSERT INTO slow_things (thing_id) SELECT 'slow' FROM information_schema.schemata s WHERE s.schema_name = 'public' AND 0 < (
  SELECT count(*) FROM information_schema.columns a, information_schema.columns b, information_schema.schemata c
  WHERE length(a.column_name) + length(b.column_name) + length(c.schema_name) > 3);
*/
