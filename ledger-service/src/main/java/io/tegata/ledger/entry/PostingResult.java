package io.tegata.ledger.entry;

import io.tegata.ledger.LedgerError;

/** What became of a booking. */
public sealed interface PostingResult {

    /** It was booked now; the id is that of its first step's record. */
    record Posted(String recordId) implements PostingResult {}

    /** It had been booked before, with the same facts; nothing changed. */
    record Replayed(String recordId) implements PostingResult {}

    /** Nothing of it was booked. */
    record Refused(LedgerError code, String detail) implements PostingResult {}
}
