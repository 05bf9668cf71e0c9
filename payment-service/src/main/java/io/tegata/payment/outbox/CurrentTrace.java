package io.tegata.payment.outbox;

import io.micrometer.tracing.Span;
import io.micrometer.tracing.Tracer;
import org.jspecify.annotations.Nullable;

/** The trace of the request being served, in W3C form, so that an event can go on with it later. */
public final class CurrentTrace {

    private final Tracer tracer;

    public CurrentTrace(Tracer tracer) {
        this.tracer = tracer;
    }

    /** {@code traceparent} of W3C Trace Context, version 00; null outside any trace. */
    public @Nullable String traceparent() {
        Span span = tracer.currentSpan();
        if (span == null) {
            return null;
        }
        boolean sampled = Boolean.TRUE.equals(span.context().sampled());
        return "00-"
                + span.context().traceId()
                + "-"
                + span.context().spanId()
                + (sampled ? "-01" : "-00");
    }
}
