ALTER TABLE things ADD COLUMN colour varchar(16);
