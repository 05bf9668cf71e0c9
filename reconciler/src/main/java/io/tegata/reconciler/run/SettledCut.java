package io.tegata.reconciler.run;

import io.tegata.reconciler.neighbour.PaymentService;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Chooses the time T that a run compares at, and waits until the ledger has every event up to it.
 * After that, the same T always reads the same rows.
 */
public final class SettledCut {

    private static final Duration POLL = Duration.ofMillis(100);

    private final PaymentService payments;
    private final Clock clock;
    private final Duration margin;
    private final Duration wait;

    /**
     * @param margin how far T lies behind payment-service's database time: longer than a database
     *     transaction can live
     * @param wait how long at most to wait, for each of the two things to wait for
     */
    public SettledCut(PaymentService payments, Clock clock, Duration margin, Duration wait) {
        this.payments = payments;
        this.clock = clock;
        this.margin = margin;
        this.wait = wait;
    }

    /**
     * The first T that is not before the given time, or the T of now when waiting for it takes too
     * long.
     */
    Instant choose(Instant notBefore, StopSignal stop) {
        Instant deadline = clock.instant().plus(wait);
        while (true) {
            Instant settledAt = payments.cut().databaseTime().minus(margin);
            if (!settledAt.isBefore(notBefore) || clock.instant().isAfter(deadline)) {
                return settledAt;
            }
            stop.pause(POLL);
        }
    }

    /** Empty when the ledger has everything up to T; else the time of the oldest event it lacks. */
    Optional<Instant> awaitDelivery(Instant settledAt, StopSignal stop) {
        Instant deadline = clock.instant().plus(wait);
        while (true) {
            Instant undelivered = payments.cut().undeliveredSince();
            if (undelivered == null || undelivered.isAfter(settledAt)) {
                return Optional.empty();
            }
            if (clock.instant().isAfter(deadline)) {
                return Optional.of(undelivered);
            }
            stop.pause(POLL);
        }
    }
}
