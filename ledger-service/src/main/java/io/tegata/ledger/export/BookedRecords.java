package io.tegata.ledger.export;

import java.time.Instant;
import java.util.function.Consumer;

/** All that was booked for operations, in order and in any number. */
public interface BookedRecords {

    /**
     * Hands out what was booked with a source time up to this one, sorted by operation id and rule
     * in byte order, as of one instant and in constant memory. The consumer runs while the snapshot
     * is open: it may take its time, but calls nobody.
     */
    void upTo(Instant settledAt, Consumer<BookedRecord> consumer);
}
