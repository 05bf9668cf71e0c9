package io.tegata.payment.payment.web;

import io.tegata.common.money.Money;
import io.tegata.common.problem.Outcome;
import io.tegata.payment.payment.Operation;
import io.tegata.payment.payment.OperationStatus;
import io.tegata.payment.payment.Payment;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The API's words for payments and operations: what tegata-v1.yaml calls Payment, Operation and
 * PaymentPage.
 */
final class Views {

    private static final DateTimeFormatter MICROSECONDS =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSSSS'Z'").withZone(ZoneOffset.UTC);

    record MoneyView(long amount, String currency) {

        static MoneyView of(Money money) {
            return new MoneyView(money.minor(), money.currency().getCurrencyCode());
        }
    }

    record ErrorView(String code) {}

    record PaymentView(
            String id,
            long version,
            String merchantId,
            String merchantReference,
            String status,
            Outcome outcome,
            @Nullable String resolveBy,
            MoneyView amount,
            MoneyView amountAuthorized,
            MoneyView amountCapturable,
            MoneyView amountCaptured,
            MoneyView amountRefunded,
            MoneyView amountRefundPending,
            MoneyView amountDisputed,
            MoneyView amountSettled,
            String captureMethod,
            @Nullable String captureBefore,
            String paymentMethod,
            String acquirer,
            @Nullable String nextAction,
            String latestOperation,
            @Nullable ErrorView lastError,
            Map<String, String> metadata,
            String createdAt,
            String updatedAt) {}

    record OperationView(
            String id,
            String kind,
            String status,
            Outcome outcome,
            MoneyView amount,
            @Nullable String reason,
            PaymentView payment,
            String createdAt) {}

    record PageView(List<PaymentView> data, boolean hasMore, @Nullable String nextCursor) {}

    record KeyView(
            String key,
            String state,
            String firstSeenAt,
            @Nullable String expiresAt,
            @Nullable Integer responseStatus,
            String paymentId,
            @Nullable String operationId) {}

    private Views() {}

    static PaymentView payment(Payment payment) {
        Payment.Amounts amounts = payment.amounts();
        Instant resolveBy = payment.latest().resolveBy();
        return new PaymentView(
                payment.id(),
                payment.version(),
                payment.merchantId(),
                payment.merchantReference(),
                payment.status().code(),
                payment.latest().status().outcome(),
                resolveBy == null ? null : time(resolveBy),
                money(payment, amounts.asked()),
                money(payment, amounts.authorized()),
                money(payment, amounts.capturable()),
                money(payment, amounts.captured()),
                money(payment, amounts.refunded()),
                money(payment, amounts.refundPending()),
                money(payment, 0),
                money(payment, amounts.settled()),
                payment.captureMethod().code(),
                payment.captureBefore() == null ? null : time(payment.captureBefore()),
                payment.paymentMethod(),
                payment.acquirer(),
                null,
                payment.latest().id(),
                payment.lastError() == null ? null : new ErrorView(payment.lastError()),
                new TreeMap<>(payment.metadata()),
                time(payment.createdAt()),
                time(payment.updatedAt()));
    }

    static OperationView operation(Payment payment, Operation operation) {
        OperationStatus status = operation.status();
        return new OperationView(
                operation.id(),
                operation.kind().code(),
                status.code(),
                status.outcome(),
                MoneyView.of(operation.amount()),
                operation.reason(),
                payment(payment),
                time(operation.createdAt()));
    }

    static String time(Instant instant) {
        return MICROSECONDS.format(instant);
    }

    private static MoneyView money(Payment payment, long minor) {
        return MoneyView.of(payment.money(minor));
    }
}
