package io.tegata.payment.acquirer;

import io.tegata.common.money.Money;
import org.jspecify.annotations.Nullable;

/**
 * What is asked of an acquirer; {@code reference} is the attempt's id, {@code charge} the
 * authorization's reference.
 */
public sealed interface AcquirerRequest {

    String reference();

    /** The amount that an approval must be for; null where the acquirer decides it. */
    @Nullable Money money();

    record Charge(
            String reference,
            String orderReference,
            Money amount,
            String paymentMethod,
            boolean capture)
            implements AcquirerRequest {

        @Override
        public Money money() {
            return amount;
        }
    }

    record Capture(String reference, String charge, Money amount, boolean last)
            implements AcquirerRequest {

        @Override
        public Money money() {
            return amount;
        }
    }

    record Cancel(String reference, String charge) implements AcquirerRequest {

        @Override
        public @Nullable Money money() {
            return null;
        }
    }

    record GiveBack(String reference, String charge, Money amount) implements AcquirerRequest {

        @Override
        public Money money() {
            return amount;
        }
    }
}
