package io.tegata.payment.acquirer.guard;

import io.github.resilience4j.bulkhead.Bulkhead;
import io.github.resilience4j.bulkhead.BulkheadConfig;
import io.github.resilience4j.bulkhead.BulkheadFullException;
import io.github.resilience4j.circuitbreaker.CallNotPermittedException;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.tegata.payment.acquirer.Acquirer;
import io.tegata.payment.acquirer.AcquirerAnswer;
import io.tegata.payment.acquirer.AcquirerRequest;
import java.time.Duration;

/**
 * Keeps a sick acquirer from holding threads. A bank's decline is health; an unknown outcome is
 * sickness. Refunds, voids and captures have a breaker of their own, so that a purchase breaker
 * never blocks them; queries have none.
 */
public final class GuardedAcquirer implements Acquirer {

    private static final int MAX_CONCURRENT_CALLS = 64;
    private static final int WINDOW = 20;
    private static final int MINIMUM_CALLS = 10;
    private static final int FAILURE_PERCENT = 50;
    private static final int PROBES = 5;
    private static final Duration OPEN_FOR = Duration.ofSeconds(10);

    private final Acquirer acquirer;
    private final CircuitBreaker purchases;
    private final CircuitBreaker followUps;
    private final Bulkhead bulkhead;

    public GuardedAcquirer(Acquirer acquirer) {
        var breaker =
                CircuitBreakerConfig.custom()
                        .slidingWindowSize(WINDOW)
                        .minimumNumberOfCalls(MINIMUM_CALLS)
                        .failureRateThreshold(FAILURE_PERCENT)
                        .permittedNumberOfCallsInHalfOpenState(PROBES)
                        .waitDurationInOpenState(OPEN_FOR)
                        .recordResult(
                                answer ->
                                        answer instanceof AcquirerAnswer.Unknown
                                                || answer instanceof AcquirerAnswer.NotSent)
                        .build();
        this.acquirer = acquirer;
        this.purchases = CircuitBreaker.of(acquirer.id() + "-purchases", breaker);
        this.followUps = CircuitBreaker.of(acquirer.id() + "-follow-ups", breaker);
        this.bulkhead =
                Bulkhead.of(
                        acquirer.id(),
                        BulkheadConfig.custom()
                                .maxConcurrentCalls(MAX_CONCURRENT_CALLS)
                                .maxWaitDuration(Duration.ZERO)
                                .build());
    }

    @Override
    public String id() {
        return acquirer.id();
    }

    @Override
    public boolean takes(String paymentMethod, boolean live) {
        return acquirer.takes(paymentMethod, live);
    }

    @Override
    public AcquirerAnswer send(AcquirerRequest request) {
        CircuitBreaker breaker = request instanceof AcquirerRequest.Charge ? purchases : followUps;
        try {
            return bulkhead.executeSupplier(
                    () -> breaker.executeSupplier(() -> acquirer.send(request)));
        } catch (CallNotPermittedException open) {
            return new AcquirerAnswer.NotSent("circuit_open");
        } catch (BulkheadFullException full) {
            return new AcquirerAnswer.NotSent("too_many_calls");
        }
    }

    @Override
    public AcquirerAnswer query(AcquirerRequest request) {
        return acquirer.query(request);
    }

    @Override
    public Duration deadline() {
        return acquirer.deadline();
    }

    @Override
    public boolean isIdempotentByReference() {
        return acquirer.isIdempotentByReference();
    }

    @Override
    public Duration lateArrivalWindow() {
        return acquirer.lateArrivalWindow();
    }
}
