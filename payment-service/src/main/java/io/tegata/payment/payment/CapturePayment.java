package io.tegata.payment.payment;

import static io.tegata.payment.payment.PaymentStatus.AUTHORIZED;
import static io.tegata.payment.payment.PaymentStatus.PARTIALLY_CAPTURED;

import io.tegata.common.money.Money;
import java.time.Instant;

/** Take the whole or a part of what was authorised; the final one gives the rest back. */
public record CapturePayment(Claim claim, String paymentId, Money amount, boolean last)
        implements ChangePayment {

    @Override
    public Decision decide(Payment payment, Instant now) {
        if (payment.status() != AUTHORIZED && payment.status() != PARTIALLY_CAPTURED) {
            return new Decision.Refused(
                    PaymentError.PAYMENT_STATE_CONFLICT,
                    "a payment that is " + payment.status().code() + " has nothing to capture");
        }
        if (payment.captureBefore() != null && now.isAfter(payment.captureBefore())) {
            return new Decision.Refused(
                    PaymentError.PAYMENT_STATE_CONFLICT,
                    "the authorization was good until " + payment.captureBefore());
        }
        if (!payment.currency().equals(amount.currency())) {
            return new Decision.Refused(
                    PaymentError.CURRENCY_DIFFERS,
                    "the payment is in " + payment.currency().getCurrencyCode());
        }
        if (amount.minor() > payment.amounts().capturable()) {
            return new Decision.Refused(
                    PaymentError.AMOUNT_EXCEEDS_AUTHORIZED,
                    payment.money(payment.amounts().capturable()) + " can be captured");
        }
        return new Decision.Allowed(OperationKind.CAPTURE, amount, last, null);
    }
}
