package io.tegata.payment.payment;

import static io.tegata.payment.payment.PaymentStatus.AUTHORIZED;
import static io.tegata.payment.payment.PaymentStatus.PARTIALLY_CAPTURED;

import java.time.Instant;

/** Give the uncaptured rest back. */
public record VoidPayment(Claim claim, String paymentId) implements ChangePayment {

    @Override
    public Decision decide(Payment payment, Instant now) {
        if (payment.status() != AUTHORIZED && payment.status() != PARTIALLY_CAPTURED) {
            return new Decision.Refused(
                    PaymentError.PAYMENT_STATE_CONFLICT,
                    "a payment that is " + payment.status().code() + " has nothing left to void");
        }
        return new Decision.Allowed(
                OperationKind.VOID, payment.money(payment.amounts().capturable()), false, null);
    }
}
