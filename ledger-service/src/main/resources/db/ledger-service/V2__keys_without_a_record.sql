-- none: the key is taken, so that it never can be again, but nothing was posted, held or released for it.
ALTER TABLE source_records DROP CONSTRAINT source_records_kind;

ALTER TABLE source_records ADD CONSTRAINT source_records_kind CHECK (record_kind IN ('entry', 'hold', 'none'));
