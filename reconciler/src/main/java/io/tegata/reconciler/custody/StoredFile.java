package io.tegata.reconciler.custody;

import java.time.Instant;
import java.time.LocalDate;

/**
 * A file as the database knows it.
 *
 * @param postedThrough the last line number that payment-service and ledger have taken
 */
record StoredFile(
        String acquirer,
        String fileHash,
        String name,
        long sequence,
        LocalDate businessDate,
        Instant cut,
        long lines,
        Status status,
        long postedThrough) {

    enum Status {
        /** Its lines are being written; after a crash this starts again. */
        STORING,
        /** Whole in the database, not yet known to payment-service and ledger. */
        TAKEN,
        POSTED
    }

    PostLines.File key() {
        return new PostLines.File(acquirer, fileHash, businessDate);
    }

    StoredFile through(long line) {
        return new StoredFile(
                acquirer, fileHash, name, sequence, businessDate, cut, lines, status, line);
    }
}
