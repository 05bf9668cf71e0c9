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
 * @param sentFrom the start of the last lease under which it may have been sent
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
        Instant sentFrom,
        Instant dueAt,
        @Nullable String error,
        Instant createdAt) {

    /** Its name among those that somebody must look after. */
    public Operations.Due due() {
        return new Operations.Due(merchantId, paymentId, id);
    }

    Operation as(OperationStatus next, @Nullable String nextError) {
        return with(next, fence, tries, sentFrom, dueAt, nextError);
    }

    /** To be looked at again then. */
    Operation postponed(OperationStatus next, Instant nextLook) {
        return with(next, fence, tries, sentFrom, nextLook, error);
    }

    /**
     * Taken over by another pair of hands, which may send it again: the old one's writes are
     * refused from now on.
     */
    Operation takenOver(Instant now, Instant leaseEnd) {
        Instant sent = status == OperationStatus.IN_FLIGHT ? now : sentFrom;
        return with(status, fence + 1, tries + 1, sent, leaseEnd, error);
    }

    private Operation with(
            OperationStatus nextStatus,
            long nextFence,
            long nextTries,
            Instant nextSent,
            Instant nextDue,
            @Nullable String nextError) {
        return new Operation(
                merchantId,
                paymentId,
                id,
                kind,
                nextStatus,
                amount,
                finalCapture,
                reason,
                attemptId,
                keyHash,
                nextFence,
                nextTries,
                nextSent,
                nextDue,
                nextError,
                createdAt);
    }
}
