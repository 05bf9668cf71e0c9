package io.tegata.reconciler.matching;

import java.time.Instant;

/**
 * One line of a settlement file that was taken; gross in minor units.
 *
 * @param reference the platform's attempt id, if it is ours
 * @param lineKey acquirer, sequence and line number: orders the lines of one reference by age
 * @param judgeableAt when the operation behind the line is finished at the latest: payment-service
 *     already knew it then, or the acquirer had booked it by then
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
        Instant judgeableAt) {

    public enum Kind {
        CAPTURE,
        REFUND
    }

    /** Minor units; what goes back to the customer is negative. */
    long signed() {
        return switch (kind) {
            case CAPTURE -> gross;
            case REFUND -> -gross;
        };
    }
}
