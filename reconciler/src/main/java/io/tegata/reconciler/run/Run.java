package io.tegata.reconciler.run;

import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * One run of the reconciliation.
 *
 * @param done rows or lines done in the step
 * @param settledAt the settled cut; null before it is chosen
 * @param reason why it did not close; null while it runs and when it closed
 * @param report what it compared; null until its end
 */
record Run(
        String runId,
        Status status,
        Step step,
        long done,
        @Nullable Instant settledAt,
        Instant startedAt,
        @Nullable Instant endedAt,
        @Nullable String reason,
        @Nullable RunReport report) {

    enum Status {
        RUNNING,
        /** Everything was compared and the control totals close; there may be discrepancies. */
        CLOSED,
        /** The ledger was behind for longer than a run waits: nothing was compared. */
        INCOMPLETE,
        /** A party gave no usable answer, or the control totals do not close. */
        FAILED;

        String code() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    enum Step {
        TAKING_FILES,
        POSTING_LINES,
        WAITING_FOR_LEDGER,
        COMPARING_LEDGER,
        COMPARING_ACQUIRERS,
        DONE;

        String code() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
