ALTER TABLE settlement_lines DROP COLUMN known;

ALTER TABLE settlement_files DROP COLUMN unknown_lines;
