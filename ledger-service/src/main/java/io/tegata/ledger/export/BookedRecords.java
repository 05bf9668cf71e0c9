package io.tegata.ledger.export;

import java.time.Instant;
import java.util.function.Consumer;

/** All that was booked for operations, in order and in any number. */
public interface BookedRecords {

    /**
     * Hands out what was booked with a source time up to this one, sorted by operation id and rule
     * in byte order, page by page and so in constant memory. Records are only ever added, and those
     * up to a settled time are complete: the pages agree with each other although each is a read of
     * its own. The consumer runs outside any database transaction and may take its time.
     */
    void upTo(Instant settledAt, Consumer<BookedRecord> consumer);
}
