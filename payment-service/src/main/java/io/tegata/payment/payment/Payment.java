package io.tegata.payment.payment;

import io.tegata.common.money.Money;
import java.time.Instant;
import java.util.Currency;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A payment: what the merchant asked, where it stands, what moved. Immutable; {@link #opening} and
 * {@link #ended} answer the payment after an operation, and every payment ever made checks its own
 * sums.
 *
 * @param openOperationId the one operation that runs or is unknown: no other one starts before it
 *     has ended
 * @param chargeReference the acquirer's reference of the authorization, which captures, voids and
 *     refunds name
 */
public record Payment(
        String merchantId,
        String id,
        long version,
        String merchantReference,
        PaymentStatus status,
        Currency currency,
        Amounts amounts,
        CaptureMethod captureMethod,
        @Nullable Instant captureBefore,
        String paymentMethod,
        String acquirer,
        @Nullable String authorizationId,
        @Nullable String chargeReference,
        @Nullable String openOperationId,
        LatestOperation latest,
        @Nullable String lastError,
        Map<String, String> metadata,
        Instant createdAt,
        Instant updatedAt) {

    /**
     * In minor units of the payment's currency. Always: captured + voided ≤ authorized; refunds ≤
     * captured.
     */
    public record Amounts(
            long asked,
            long authorized,
            long captured,
            long voided,
            long refunded,
            long refundPending,
            long settled) {

        public Amounts {
            if (asked <= 0
                    || captured < 0
                    || voided < 0
                    || refunded < 0
                    || refundPending < 0
                    || settled < 0
                    || Math.addExact(captured, voided) > authorized
                    || Math.addExact(refunded, refundPending) > captured) {
                throw new IllegalArgumentException("a payment's amounts contradict each other");
            }
        }

        public long capturable() {
            return authorized - captured - voided;
        }

        public long refundable() {
            return captured - refunded - refundPending;
        }
    }

    /** What was asked last, and until when its outcome will be known if it is not. */
    public record LatestOperation(
            String id, OperationKind kind, OperationStatus status, @Nullable Instant resolveBy) {}

    public Payment {
        metadata = Map.copyOf(metadata);
    }

    public Money money(long minor) {
        return new Money(minor, currency);
    }

    /**
     * The payment while the operation runs: nobody else starts one, and a refund's amount is set
     * aside.
     */
    Payment opening(Operation operation, Instant now) {
        Amounts a = amounts;
        if (operation.kind() == OperationKind.REFUND) {
            a =
                    new Amounts(
                            a.asked,
                            a.authorized,
                            a.captured,
                            a.voided,
                            a.refunded,
                            Math.addExact(a.refundPending, operation.amount().minor()),
                            a.settled);
        }
        return with(status, a, operation.id(), latest(operation, null), lastError, now);
    }

    /** The payment while nobody knows what became of the operation. */
    Payment waiting(Operation operation, Instant resolveBy, Instant now) {
        return with(status, amounts, openOperationId, latest(operation, resolveBy), lastError, now);
    }

    /** The payment after the operation ended. */
    Payment ended(Operation operation, Instant now) {
        Payment next =
                operation.status() == OperationStatus.SUCCEEDED
                        ? succeeded(operation)
                        : notExecuted(operation);
        return next.with(
                next.status, next.amounts, null, latest(operation, null), operation.error(), now);
    }

    private Payment succeeded(Operation operation) {
        Amounts a = amounts;
        long moved = operation.amount().minor();
        return switch (operation.kind()) {
            case AUTHORIZE ->
                    charged(
                            operation,
                            PaymentStatus.AUTHORIZED,
                            new Amounts(a.asked, moved, 0, 0, 0, 0, 0));
            case SALE ->
                    charged(
                            operation,
                            PaymentStatus.CAPTURED,
                            new Amounts(a.asked, moved, moved, 0, 0, 0, 0));
            case CAPTURE -> {
                long captured = Math.addExact(a.captured, moved);
                long voided = operation.finalCapture() ? a.authorized - captured : a.voided;
                var after =
                        new Amounts(
                                a.asked,
                                a.authorized,
                                captured,
                                voided,
                                a.refunded,
                                a.refundPending,
                                a.settled);
                yield with(
                        status.to(
                                after.capturable() == 0
                                        ? PaymentStatus.CAPTURED
                                        : PaymentStatus.PARTIALLY_CAPTURED),
                        after);
            }
            case VOID ->
                    with(
                            status.to(
                                    a.captured == 0
                                            ? PaymentStatus.VOIDED
                                            : PaymentStatus.CAPTURED),
                            new Amounts(
                                    a.asked,
                                    a.authorized,
                                    a.captured,
                                    Math.addExact(a.voided, moved),
                                    a.refunded,
                                    a.refundPending,
                                    a.settled));
            case REFUND ->
                    with(
                            status,
                            new Amounts(
                                    a.asked,
                                    a.authorized,
                                    a.captured,
                                    a.voided,
                                    Math.addExact(a.refunded, moved),
                                    Math.subtractExact(a.refundPending, moved),
                                    a.settled));
        };
    }

    private Payment notExecuted(Operation operation) {
        Amounts a = amounts;
        return switch (operation.kind()) {
            case AUTHORIZE, SALE ->
                    with(
                            status.to(
                                    operation.status() == OperationStatus.DECLINED
                                            ? PaymentStatus.DECLINED
                                            : PaymentStatus.FAILED),
                            a);
            case CAPTURE, VOID -> this;
            case REFUND ->
                    with(
                            status,
                            new Amounts(
                                    a.asked,
                                    a.authorized,
                                    a.captured,
                                    a.voided,
                                    a.refunded,
                                    Math.subtractExact(a.refundPending, operation.amount().minor()),
                                    a.settled));
        };
    }

    private Payment charged(Operation operation, PaymentStatus next, Amounts after) {
        return new Payment(
                merchantId,
                id,
                version,
                merchantReference,
                status.to(next),
                currency,
                after,
                captureMethod,
                captureBefore,
                paymentMethod,
                acquirer,
                operation.id(),
                operation.attemptId(),
                openOperationId,
                latest,
                lastError,
                metadata,
                createdAt,
                updatedAt);
    }

    private Payment with(PaymentStatus nextStatus, Amounts nextAmounts) {
        return new Payment(
                merchantId,
                id,
                version,
                merchantReference,
                nextStatus,
                currency,
                nextAmounts,
                captureMethod,
                captureBefore,
                paymentMethod,
                acquirer,
                authorizationId,
                chargeReference,
                openOperationId,
                latest,
                lastError,
                metadata,
                createdAt,
                updatedAt);
    }

    private Payment with(
            PaymentStatus nextStatus,
            Amounts nextAmounts,
            @Nullable String nextOpen,
            LatestOperation nextLatest,
            @Nullable String nextError,
            Instant now) {
        return new Payment(
                merchantId,
                id,
                version + 1,
                merchantReference,
                nextStatus,
                currency,
                nextAmounts,
                captureMethod,
                captureBefore,
                paymentMethod,
                acquirer,
                authorizationId,
                chargeReference,
                nextOpen,
                nextLatest,
                nextError,
                metadata,
                createdAt,
                now);
    }

    private static LatestOperation latest(Operation operation, @Nullable Instant resolveBy) {
        return new LatestOperation(operation.id(), operation.kind(), operation.status(), resolveBy);
    }
}
