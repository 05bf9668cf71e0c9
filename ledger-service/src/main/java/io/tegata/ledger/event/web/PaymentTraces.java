package io.tegata.ledger.event.web;

import io.micrometer.tracing.Span;
import io.micrometer.tracing.Tracer;
import io.micrometer.tracing.propagation.Propagator;
import java.util.Map;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/**
 * Continues the trace of the merchant's own request, which an event carries along, so that one
 * trace reaches from the gateway to the books although the relay's call lies in between.
 */
@Component
final class PaymentTraces {

    private static final String TRACEPARENT = "traceparent";

    private final Tracer tracer;
    private final Propagator propagator;

    PaymentTraces(ObjectProvider<Tracer> tracer, ObjectProvider<Propagator> propagator) {
        this.tracer = tracer.getIfAvailable(() -> Tracer.NOOP);
        this.propagator = propagator.getIfAvailable(() -> Propagator.NOOP);
    }

    /** Starts the span of booking an event. The caller ends it. */
    Span start(CloudEvent.Checked event) {
        Map<String, String> carrier =
                event.traceparent() == null ? Map.of() : Map.of(TRACEPARENT, event.traceparent());
        return propagator.extract(carrier, Map::get).name("book " + event.type()).start();
    }

    /** Runs what belongs to the span, so that its log lines carry the payment's trace id. */
    void within(Span span, Runnable work) {
        try (var _ = tracer.withSpan(span)) {
            work.run();
        }
    }
}
