package io.tegata.payment.payment;

import io.tegata.common.money.Money;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Give the whole or a part of what was captured back. */
public record RefundPayment(Claim claim, String paymentId, Money amount, @Nullable String reason)
        implements ChangePayment {

    @Override
    public Decision decide(Payment payment, Instant now) {
        if (payment.amounts().captured() == 0) {
            return new Decision.Refused(
                    PaymentError.PAYMENT_STATE_CONFLICT,
                    "a payment that is "
                            + payment.status().code()
                            + " has nothing captured to refund");
        }
        if (!payment.currency().equals(amount.currency())) {
            return new Decision.Refused(
                    PaymentError.CURRENCY_DIFFERS,
                    "the payment is in " + payment.currency().getCurrencyCode());
        }
        if (amount.minor() > payment.amounts().refundable()) {
            return new Decision.Refused(
                    PaymentError.AMOUNT_EXCEEDS_CAPTURED,
                    payment.money(payment.amounts().refundable()) + " can be refunded");
        }
        return new Decision.Allowed(OperationKind.REFUND, amount, false, reason);
    }
}
