package io.tegata.reconciler.matching;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One line of a settlement file that was taken; gross in minor units.
 *
 * @param reference the platform's attempt id, if it is ours
 * @param lineKey acquirer, sequence and line number: orders the lines of one reference by age
 * @param told what became of it when payment-service and ledger-service were told
 */
public record SettledLine(
        String reference,
        String lineKey,
        String acquirer,
        String fileHash,
        long lineNo,
        Kind kind,
        long gross,
        long fee,
        String currency,
        Told told) {

    public enum Kind {
        CAPTURE,
        REFUND
    }

    /** How far a line is that was told. */
    public enum Standing {
        /** Settled and booked: nothing remains to be done. */
        BOOKED,
        /** Its operation had not ended, so nothing is booked. It is told again. */
        PENDING,
        /** Nobody knew it, so its money is in suspense. It is told again. */
        SUSPENSE,
        /** The ledger did not book it. It is told again. */
        REFUSED
    }

    /**
     * What is known of a line since it was told.
     *
     * @param refusal why the ledger did not book it; null when it did not refuse
     * @param takenAt when its file came into custody
     * @param judgeableAt when the operation behind the line is finished at the latest:
     *     payment-service already knew it then, or the acquirer had booked it by then
     */
    public record Told(
            Standing standing, @Nullable String refusal, Instant takenAt, Instant judgeableAt) {}

    Standing standing() {
        return told.standing;
    }

    /** Minor units; what goes back to the customer is negative. */
    long signed() {
        return switch (kind) {
            case CAPTURE -> gross;
            case REFUND -> -gross;
        };
    }
}
