package io.tegata.payment.payment;

import org.jspecify.annotations.Nullable;

/**
 * Names a request and its trace in the problem that answers it; both null where nobody waits for
 * the answer.
 */
public record RequestIds(@Nullable String requestId, @Nullable String traceId) {

    public static final RequestIds NONE = new RequestIds(null, null);
}
