-- What was booked is never changed or deleted: the service takes the right to do so away from itself, so that any code that
-- tried would fail loudly. On Spanner a fine-grained access role does it.
/*@postgresql
REVOKE UPDATE, DELETE, TRUNCATE ON journal_entries, postings, hold_movements FROM CURRENT_USER
*/;
