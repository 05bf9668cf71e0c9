package io.tegata.payment.payment;

import io.tegata.common.money.Money;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One thing asked of the acquirer for a payment.
 *
 * @param attemptId the reference that the acquirer knows, stored before anything is sent
 * @param keyHash the idempotency key that asked for it
 * @param fence grows with every takeover, so that a late writer is refused
 * @param tries how often the resolver has looked after it
 * @param dueAt when its lease or pause ends and somebody else may look after it
 */
public record Operation(
        String merchantId,
        String paymentId,
        String id,
        OperationKind kind,
        OperationStatus status,
        Money amount,
        boolean finalCapture,
        @Nullable String reason,
        String attemptId,
        String keyHash,
        long fence,
        long tries,
        Instant dueAt,
        @Nullable String error,
        Instant createdAt) {

    Operation as(OperationStatus next, @Nullable String nextError) {
        return new Operation(
                merchantId,
                paymentId,
                id,
                kind,
                next,
                amount,
                finalCapture,
                reason,
                attemptId,
                keyHash,
                fence,
                tries,
                dueAt,
                nextError,
                createdAt);
    }

    /** Still unknown: to be looked at again then. */
    Operation unknownUntil(Instant nextLook) {
        return new Operation(
                merchantId,
                paymentId,
                id,
                kind,
                OperationStatus.UNKNOWN,
                amount,
                finalCapture,
                reason,
                attemptId,
                keyHash,
                fence,
                tries,
                nextLook,
                error,
                createdAt);
    }

    /** Taken over by another pair of hands: the old one's writes are refused from now on. */
    Operation takenOverUntil(Instant leaseEnd) {
        return new Operation(
                merchantId,
                paymentId,
                id,
                kind,
                status,
                amount,
                finalCapture,
                reason,
                attemptId,
                keyHash,
                fence + 1,
                tries + 1,
                leaseEnd,
                error,
                createdAt);
    }
}
