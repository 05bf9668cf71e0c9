CREATE TABLE halves (
  half_id varchar(40) NOT NULL,
  PRIMARY KEY (half_id)
);

ALTER TABLE nowhere ADD COLUMN colour varchar(16);
