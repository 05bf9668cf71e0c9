package io.tegata.payment.outbox;

import io.tegata.storage.Leases;
import io.tegata.storage.Leases.Lease;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings the outbox's events to the ledger: in order for each payment, at least once, by one
 * instance at a time. What the ledger refuses stays in the outbox and is tried again; the rest of
 * its batch goes on.
 */
public final class OutboxRelay {

    private static final Logger log = LoggerFactory.getLogger(OutboxRelay.class);
    private static final String LEASE = "outbox-relay";
    private static final Duration LEASE_LENGTH = Duration.ofSeconds(10);
    private static final Duration RENEW_BEFORE = Duration.ofSeconds(5);
    private static final Duration REST = Duration.ofSeconds(2);
    private static final int BATCH = 256;

    private final StoredOutbox outbox;
    private final EventSink sink;
    private final Leases leases;
    private final Clock clock;
    private final Map<Long, Instant> restingUntil = new HashMap<>();
    private @Nullable Lease lease;

    public OutboxRelay(StoredOutbox outbox, EventSink sink, Leases leases, Clock clock) {
        this.outbox = outbox;
        this.sink = sink;
        this.leases = leases;
        this.clock = clock;
    }

    /** Where the events go; returns the ids of those that were taken. */
    @FunctionalInterface
    public interface EventSink {
        Set<String> deliver(List<OutboxRow> events);
    }

    /**
     * Delivers one batch of each bucket; true when a bucket has more. Called by one thread only.
     */
    public boolean deliver() {
        if (!holdsLease()) {
            return false;
        }
        boolean more = false;
        for (long bucket : outbox.waitingBuckets()) {
            Instant resting = restingUntil.get(bucket);
            if (resting == null || !clock.instant().isBefore(resting)) {
                more |= deliver(bucket);
            }
        }
        return more;
    }

    /**
     * One batch of one bucket; a bucket that fails, or has something refused, rests a while and
     * holds up no other.
     */
    private boolean deliver(long bucket) {
        try {
            List<OutboxRow> head = outbox.head(bucket, BATCH);
            Set<String> taken = sink.deliver(inOrder(head));
            outbox.delete(head.stream().filter(row -> taken.contains(row.eventId())).toList());
            if (taken.size() == head.size()) {
                restingUntil.remove(bucket);
                return head.size() == BATCH;
            }
            log.atError()
                    .addKeyValue("bucket", bucket)
                    .addKeyValue("refused", head.size() - taken.size())
                    .log("the ledger refused events; they stay in the outbox");
        } catch (RuntimeException failure) {
            log.atWarn()
                    .addKeyValue("bucket", bucket)
                    .setCause(failure)
                    .log("events could not be delivered");
        }
        restingUntil.put(bucket, clock.instant().plus(REST));
        return false;
    }

    /** Gives the lease back, so that another instance takes over at once. */
    public void release() {
        Lease held = lease;
        if (held != null) {
            leases.release(held);
            lease = null;
        }
    }

    private boolean holdsLease() {
        Lease held = lease;
        if (held == null || held.expiresAt().minus(RENEW_BEFORE).isBefore(clock.instant())) {
            Optional<Lease> renewed = leases.acquire(LEASE, LEASE_LENGTH);
            lease = renewed.orElse(null);
        }
        return lease != null;
    }

    /**
     * Positions are begin times of database transactions: only the version orders the events of one
     * payment.
     */
    private static List<OutboxRow> inOrder(List<OutboxRow> rows) {
        Map<String, List<OutboxRow>> byPayment =
                rows.stream()
                        .collect(
                                Collectors.groupingBy(
                                        OutboxRow::subject,
                                        LinkedHashMap::new,
                                        Collectors.toList()));
        return byPayment.values().stream()
                .flatMap(
                        events ->
                                events.stream()
                                        .sorted(
                                                Comparator.comparingLong(
                                                        OutboxRow::aggregateVersion)))
                .toList();
    }
}
