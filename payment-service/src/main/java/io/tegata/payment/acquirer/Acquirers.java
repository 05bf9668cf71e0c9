package io.tegata.payment.acquirer;

import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Which acquirer serves whom. With one acquirer there is nothing to choose yet. */
public final class Acquirers {

    private final Map<String, Acquirer> byId;
    private final Acquirer first;

    public Acquirers(List<Acquirer> acquirers) {
        if (acquirers.isEmpty()) {
            throw new IllegalStateException("no acquirer is configured");
        }
        this.byId = acquirers.stream().collect(Collectors.toMap(Acquirer::id, Function.identity()));
        this.first = acquirers.getFirst();
    }

    /** The acquirer for a new payment. */
    public Acquirer forNewPayment() {
        return first;
    }

    /** Whether the acquirer for new payments takes the payment method. */
    public boolean takes(String paymentMethod, boolean live) {
        return first.takes(paymentMethod, live);
    }

    /** The acquirer that an earlier payment was sent to. */
    public Acquirer byId(String id) {
        Acquirer acquirer = byId.get(id);
        if (acquirer == null) {
            throw new IllegalStateException(
                    "a payment names the acquirer " + id + ", which is not configured");
        }
        return acquirer;
    }
}
