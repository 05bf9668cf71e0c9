-- What remains to be done with a line that was told; NULL: nothing. pending: its operation had not ended.
-- suspense: nobody knew it. refused: the ledger did not book it, and refusal says why.
ALTER TABLE settlement_lines ADD COLUMN standing varchar(16);

ALTER TABLE settlement_lines ADD COLUMN refusal varchar(1000);

ALTER TABLE settlement_lines ADD COLUMN told_at timestamptz;

ALTER TABLE settlement_lines ADD CONSTRAINT settlement_lines_standing CHECK (standing IN ('pending', 'suspense', 'refused'));

CREATE INDEX settlement_lines_to_tell ON settlement_lines (acquirer, file_hash, line_no) WHERE standing IS NOT NULL;

ALTER TABLE settlement_files ADD COLUMN taken_at timestamptz;
