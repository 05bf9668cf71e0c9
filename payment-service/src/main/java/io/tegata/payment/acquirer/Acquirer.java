package io.tegata.payment.acquirer;

import java.time.Duration;

/**
 * Somebody who moves the money for us. Implementations keep no state, are safe for many threads,
 * answer within their deadline (at most 20 s) and never throw for what an acquirer did: what is not
 * an explicit yes or no is {@link AcquirerAnswer.Unknown}.
 */
public interface Acquirer {

    /** The id in settings, rows and reports, such as {@code northbank}. */
    String id();

    /** Whether it can be asked to charge this payment method, for a merchant of this mode. */
    boolean takes(String paymentMethod, boolean live);

    AcquirerAnswer send(AcquirerRequest request);

    /**
     * What became of the request that was sent with this reference: {@code Approved} or {@code
     * Declined} by the acquirer's word, {@code NotFound} only where the acquirer itself says that
     * it has none, else {@code Unknown}.
     */
    AcquirerAnswer query(AcquirerRequest request);

    /** How long one call takes at most. */
    Duration deadline();

    /** Whether sending the same reference again has no second effect. */
    boolean isIdempotentByReference();

    /** How long after sending a request may still arrive: only then is {@code NotFound} a proof. */
    Duration lateArrivalWindow();
}
