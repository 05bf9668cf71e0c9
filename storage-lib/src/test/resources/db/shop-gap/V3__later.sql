ALTER TABLE things ADD COLUMN size varchar(16);
