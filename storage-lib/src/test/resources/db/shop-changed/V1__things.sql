CREATE TABLE things (
  thing_id varchar(40) NOT NULL,
  PRIMARY KEY (thing_id)
);
