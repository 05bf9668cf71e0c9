package io.tegata.ledger.event;

import io.tegata.common.money.Money;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What happened to a payment, as far as the ledger books it. */
public sealed interface PaymentEvent {

    Operation operation();

    /**
     * The operation of payment-service that an event is about.
     *
     * @param amount above zero
     * @param sourceAt database time at payment-service
     */
    record Operation(
            String id,
            String merchantId,
            String paymentId,
            String acquirer,
            Money amount,
            Instant sourceAt) {}

    /** Authorized, to be captured later. */
    record Authorized(Operation operation) implements PaymentEvent {}

    /**
     * Captured.
     *
     * @param authorizationId the authorization that it captures; null for authorize-and-capture
     * @param released what a final capture gave back of the authorization, zero or more
     */
    record Captured(Operation operation, @Nullable String authorizationId, Money released)
            implements PaymentEvent {}

    /** What was left of an authorization was given back. */
    record Voided(Operation operation, String authorizationId) implements PaymentEvent {}

    /** A refund is about to be sent, so its money must be there and set aside. */
    record RefundAsked(Operation operation) implements PaymentEvent {}

    record RefundSucceeded(Operation operation) implements PaymentEvent {}

    /** A refund that moved nothing, and never will; it may have failed before it was ever held. */
    record RefundFailed(Operation operation) implements PaymentEvent {}
}
