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

        /** After a charge was approved, and at once captured where the operation is a sale. */
        private Amounts charged(long moved, boolean sale) {
            return new Amounts(asked, moved, sale ? moved : 0, 0, 0, 0, 0);
        }

        /** After a capture; the last one gives the rest back. */
        private Amounts captured(long moved, boolean last) {
            long total = Math.addExact(captured, moved);
            return new Amounts(
                    asked,
                    authorized,
                    total,
                    last ? authorized - total : voided,
                    refunded,
                    refundPending,
                    settled);
        }

        private Amounts voided(long moved) {
            return new Amounts(
                    asked,
                    authorized,
                    captured,
                    Math.addExact(voided, moved),
                    refunded,
                    refundPending,
                    settled);
        }

        /**
         * A refund's amount on its way: set aside, then refunded, or given free by a negative
         * {@code pending}.
         */
        private Amounts refund(long pending, long done) {
            return new Amounts(
                    asked,
                    authorized,
                    captured,
                    voided,
                    Math.addExact(refunded, done),
                    Math.addExact(refundPending, pending),
                    settled);
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
        Amounts after =
                operation.kind() == OperationKind.REFUND
                        ? amounts.refund(operation.amount().minor(), 0)
                        : amounts;
        return with(
                status,
                after,
                authorizationId,
                chargeReference,
                operation.id(),
                latest(operation, null),
                lastError,
                now);
    }

    /** The payment while nobody knows what became of the operation. */
    Payment waiting(Operation operation, Instant resolveBy, Instant now) {
        return with(
                status,
                amounts,
                authorizationId,
                chargeReference,
                openOperationId,
                latest(operation, resolveBy),
                lastError,
                now);
    }

    /** The payment after the operation ended. */
    Payment ended(Operation operation, Instant now) {
        boolean executed = operation.status() == OperationStatus.SUCCEEDED;
        boolean charged = executed && operation.kind().charges();
        Amounts after = executed ? amountsAfter(operation) : amountsWithout(operation);
        return with(
                executed ? statusAfter(operation, after) : statusWithout(operation),
                after,
                charged ? operation.id() : authorizationId,
                charged ? operation.attemptId() : chargeReference,
                null,
                latest(operation, null),
                operation.error(),
                now);
    }

    private Amounts amountsAfter(Operation operation) {
        long moved = operation.amount().minor();
        return switch (operation.kind()) {
            case AUTHORIZE -> amounts.charged(moved, false);
            case SALE -> amounts.charged(moved, true);
            case CAPTURE -> amounts.captured(moved, operation.finalCapture());
            case VOID -> amounts.voided(moved);
            case REFUND -> amounts.refund(-moved, moved);
        };
    }

    private Amounts amountsWithout(Operation operation) {
        return switch (operation.kind()) {
            case AUTHORIZE, SALE, CAPTURE, VOID -> amounts;
            case REFUND -> amounts.refund(-operation.amount().minor(), 0);
        };
    }

    private PaymentStatus statusAfter(Operation operation, Amounts after) {
        return switch (operation.kind()) {
            case AUTHORIZE -> status.to(PaymentStatus.AUTHORIZED);
            case SALE -> status.to(PaymentStatus.CAPTURED);
            case CAPTURE ->
                    status.to(
                            after.capturable() == 0
                                    ? PaymentStatus.CAPTURED
                                    : PaymentStatus.PARTIALLY_CAPTURED);
            case VOID ->
                    status.to(after.captured == 0 ? PaymentStatus.VOIDED : PaymentStatus.CAPTURED);
            case REFUND -> status;
        };
    }

    private PaymentStatus statusWithout(Operation operation) {
        return switch (operation.kind()) {
            case AUTHORIZE, SALE ->
                    status.to(
                            operation.status() == OperationStatus.DECLINED
                                    ? PaymentStatus.DECLINED
                                    : PaymentStatus.FAILED);
            case CAPTURE, VOID, REFUND -> status;
        };
    }

    /** The next version of this payment. */
    private Payment with(
            PaymentStatus nextStatus,
            Amounts nextAmounts,
            @Nullable String nextAuthorization,
            @Nullable String nextCharge,
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
                nextAuthorization,
                nextCharge,
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
