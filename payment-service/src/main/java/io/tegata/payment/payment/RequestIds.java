package io.tegata.payment.payment;

import org.jspecify.annotations.Nullable;

/**
 * Names the request behind an operation: in the problem that answers it, and in the events that it
 * brings about. All null where nobody waits for the answer.
 *
 * @param traceparent W3C Trace Context, version 00
 */
public record RequestIds(
        @Nullable String requestId, @Nullable String traceId, @Nullable String traceparent) {

    public static final RequestIds NONE = new RequestIds(null, null, null);
}
