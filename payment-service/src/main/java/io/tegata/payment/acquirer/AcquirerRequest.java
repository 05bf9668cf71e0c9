package io.tegata.payment.acquirer;

import io.tegata.common.money.Money;

/**
 * What is asked of an acquirer; {@code reference} is the attempt's id, {@code charge} the
 * authorization's reference.
 */
public sealed interface AcquirerRequest {

    String reference();

    record Charge(
            String reference,
            String orderReference,
            Money amount,
            String paymentMethod,
            boolean capture)
            implements AcquirerRequest {}

    record Capture(String reference, String charge, Money amount, boolean last)
            implements AcquirerRequest {}

    record Cancel(String reference, String charge) implements AcquirerRequest {}

    record GiveBack(String reference, String charge, Money amount) implements AcquirerRequest {}
}
