package io.tegata.reconciler.run;

import io.tegata.common.id.Ids;
import io.tegata.reconciler.run.Run.Status;
import io.tegata.storage.Leases;
import io.tegata.storage.Leases.Lease;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;

/**
 * Starts runs, one at a time over all instances: a lease is held while a run lives, and a running
 * run whose lease is free was left by an instance that is gone. Safe for use by many threads.
 */
public final class StartRun implements DisposableBean {

    private static final Logger log = LoggerFactory.getLogger(StartRun.class);

    private static final String LEASE = "reconciliation-run";
    private static final Duration LEASE_LENGTH = Duration.ofSeconds(15);
    private static final Duration RENEW_EVERY = Duration.ofSeconds(3);
    private static final Duration STOP_LIMIT = Duration.ofSeconds(10);

    /** What became of the wish for a run. */
    sealed interface Started {
        record Begun(Run run) implements Started {}

        /** Another run is under way; it has no id yet, or no more, when it is just changing. */
        record Busy(Optional<String> runId) implements Started {}
    }

    private record Current(String runId, StopSignal stop, Thread thread) {}

    private final ReconcileBooks books;
    private final Runs runs;
    private final Leases leases;
    private final Ids ids;
    private final Clock clock;
    private final ReentrantLock starting = new ReentrantLock();
    private @Nullable Current current;

    public StartRun(ReconcileBooks books, Runs runs, Leases leases, Ids ids, Clock clock) {
        this.books = books;
        this.runs = runs;
        this.leases = leases;
        this.ids = ids;
        this.clock = clock;
    }

    /** Starts a run on a thread of its own, unless one is under way in any instance. */
    Started start() {
        starting.lock();
        try {
            Optional<Lease> lease = lease();
            if (lease.isEmpty()) {
                return new Started.Busy(runs.running().map(Run::runId));
            }
            giveUpAbandoned();
            Run run = runs.start(ids.next("rec"), clock.instant());
            var stop = new StopSignal();
            Thread thread =
                    Thread.ofVirtual()
                            .name("reconciliation-" + run.runId())
                            .unstarted(() -> reconcile(run, lease.get(), stop));
            current = new Current(run.runId(), stop, thread);
            thread.start();
            return new Started.Begun(run);
        } finally {
            starting.unlock();
        }
    }

    /** Marks runs failed that an instance left when it died. Returns false: there is no more. */
    public boolean giveUpLeftOvers() {
        starting.lock();
        try {
            if (runs.running().isPresent()) {
                Optional<Lease> lease = lease();
                if (lease.isPresent()) {
                    giveUpAbandoned();
                    leases.release(lease.get());
                }
            }
        } finally {
            starting.unlock();
        }
        return false;
    }

    /** The lease names this instance, so a run of its own has to be looked for first. */
    private Optional<Lease> lease() {
        Current mine = current;
        if (mine != null && mine.thread.isAlive()) {
            if (runs.running().isPresent()) {
                return Optional.empty();
            }
            join(mine.thread); // its end is stored and can be read; it only gives the lease back
        }
        return leases.acquire(LEASE, LEASE_LENGTH);
    }

    private void giveUpAbandoned() {
        for (Optional<Run> left = runs.running(); left.isPresent(); left = runs.running()) {
            log.warn("run {} was left by an instance that is gone", left.get().runId());
            runs.giveUp(left.get().runId(), "the instance that ran it is gone", clock.instant());
        }
    }

    private void reconcile(Run run, Lease lease, StopSignal stop) {
        var ended = new StopSignal();
        Thread heartbeat =
                Thread.ofVirtual()
                        .name("lease-of-" + run.runId())
                        .start(() -> keepLease(ended, stop));
        try {
            RunEnd end = books.reconcile(run.runId(), stop);
            runs.end(run.runId(), end, clock.instant());
            log.info("run {} ended {}", run.runId(), end.status().code());
        } catch (RuntimeException failure) {
            fail(run, failure);
        } finally {
            ended.raise("the run has ended");
            join(heartbeat);
            leases.release(lease);
        }
    }

    private void fail(Run run, RuntimeException failure) {
        log.error("run {} failed", run.runId(), failure);
        var end =
                new RunEnd(
                        Status.FAILED,
                        String.valueOf(failure.getMessage()),
                        RunReport.of(List.of(), Map.of()));
        try {
            runs.end(run.runId(), end, clock.instant());
        } catch (RuntimeException alsoFailed) {
            log.error("the failure of run {} could not be stored", run.runId(), alsoFailed);
        }
    }

    /** Renews the lease until the run has ended; without it the run must stop. */
    private void keepLease(StopSignal ended, StopSignal stop) {
        while (!ended.isRaisedWithin(RENEW_EVERY)) {
            try {
                if (leases.acquire(LEASE, LEASE_LENGTH).isEmpty()) {
                    stop.raise("another instance took the lease");
                }
            } catch (RuntimeException failure) {
                // The lease is longer than a few renewals: one that fails is made up for.
                log.warn("the lease of the run could not be renewed", failure);
            }
        }
    }

    /** At shutdown a run ends at its next row; it can be started again at any time. */
    @Override
    public void destroy() {
        Current mine = current;
        if (mine != null && mine.thread.isAlive()) {
            mine.stop.raise("the service is stopping");
            join(mine.thread);
        }
    }

    private static void join(Thread thread) {
        try {
            if (!thread.join(STOP_LIMIT)) {
                log.warn("{} did not end within {}", thread.getName(), STOP_LIMIT);
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
