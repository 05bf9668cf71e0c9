package io.tegata.payment.payment;

import io.tegata.common.money.Money;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** An operation on a payment that is there: its checks are a pure function of the payment. */
public sealed interface ChangePayment extends Command
        permits CapturePayment, VoidPayment, RefundPayment {

    String paymentId();

    /** State first, then limits: the order of the checks is the order in which errors win. */
    Decision decide(Payment payment, Instant now);

    /** May it start, and with which amount? */
    sealed interface Decision {

        record Allowed(
                OperationKind kind, Money amount, boolean finalCapture, @Nullable String reason)
                implements Decision {}

        record Refused(PaymentError error, String detail) implements Decision {}
    }
}
