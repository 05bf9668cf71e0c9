package io.tegata.payment.payment;

import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * Where a payment stands. Refunds and settlement show in its amounts, not here. Legal moves are
 * data.
 */
public enum PaymentStatus {
    AUTHORIZING,
    AUTHORIZED,
    PARTIALLY_CAPTURED,
    CAPTURED,
    DECLINED,
    VOIDED,
    FAILED;

    private static final Map<PaymentStatus, Set<PaymentStatus>> MOVES =
            Map.of(
                    AUTHORIZING, Set.of(AUTHORIZED, CAPTURED, DECLINED, FAILED),
                    AUTHORIZED, Set.of(PARTIALLY_CAPTURED, CAPTURED, VOIDED),
                    PARTIALLY_CAPTURED, Set.of(PARTIALLY_CAPTURED, CAPTURED),
                    CAPTURED, Set.of(),
                    DECLINED, Set.of(),
                    VOIDED, Set.of(),
                    FAILED, Set.of());

    /**
     * The status after a move; an illegal one is a fault of ours, so it throws {@link
     * IllegalStateException}.
     */
    PaymentStatus to(PaymentStatus next) {
        if (!canBecome(next)) {
            throw new IllegalStateException("a payment does not go from " + this + " to " + next);
        }
        return next;
    }

    boolean canBecome(PaymentStatus next) {
        return MOVES.getOrDefault(this, Set.of()).contains(next);
    }

    /** Frees the merchant's reference: the payment never happened. */
    boolean neverHappened() {
        return this == DECLINED || this == FAILED;
    }

    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }
}
