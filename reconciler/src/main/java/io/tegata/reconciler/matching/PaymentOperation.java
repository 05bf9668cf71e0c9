package io.tegata.reconciler.matching;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One finished operation as payment-service exports it; the amount in minor units.
 *
 * @param attemptId the reference that the acquirer knows; null when nothing was sent
 * @param sourceAt payment-service's database time of the result
 */
public record PaymentOperation(
        String operationId,
        @Nullable String attemptId,
        String paymentId,
        String merchantId,
        Kind kind,
        Status status,
        long amount,
        String currency,
        @Nullable String acquirer,
        Instant sourceAt) {

    /** {@code SALE} is authorize and capture in one. */
    public enum Kind {
        AUTHORIZE,
        SALE,
        CAPTURE,
        VOID,
        REFUND
    }

    public enum Status {
        SUCCEEDED,
        DECLINED,
        FAILED
    }

    boolean succeeded() {
        return status == Status.SUCCEEDED;
    }

    /** Whether the acquirer pays it out, or takes it back, in a settlement file. */
    boolean isSettled() {
        return succeeded()
                && switch (kind) {
                    case SALE, CAPTURE, REFUND -> true;
                    case AUTHORIZE, VOID -> false;
                };
    }

    /** Minor units; what goes back to the customer is negative. */
    long signed() {
        return switch (kind) {
            case AUTHORIZE, SALE, CAPTURE -> amount;
            case VOID, REFUND -> -amount;
        };
    }
}
