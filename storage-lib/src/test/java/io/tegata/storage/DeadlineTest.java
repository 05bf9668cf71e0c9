package io.tegata.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tegata.storage.testing.PostgresServer;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/** Goal: nothing is begun or tried again for a request that its sender has given up. */
class DeadlineTest {

    private final Clock clock = Clock.systemUTC();
    private final Transactions transactions =
            TransactionsTest.over(new DriverManagerDataSource(PostgresServer.freshUrl()));

    @BeforeEach
    void create() {
        assertThat(MigratorTest.migrate(transactions, "db/shop")).hasSize(1);
    }

    @Test
    void anEarlierDeadlineStays() {
        Duration left =
                Deadline.within(
                        clock,
                        Duration.ofSeconds(1),
                        () ->
                                Deadline.within(
                                        clock,
                                        Duration.ofHours(1),
                                        () -> Deadline.leftAtMost(Duration.ofHours(2))));
        assertThat(left).isLessThanOrEqualTo(Duration.ofSeconds(1));
        assertThat(Deadline.leftAtMost(Duration.ofHours(2))).isEqualTo(Duration.ofHours(2));
    }

    @Test
    void afterItNothingIsBegun() {
        var runs = new AtomicInteger();
        assertThatThrownBy(
                        () ->
                                Deadline.within(
                                        clock,
                                        Duration.ZERO,
                                        () -> {
                                            transactions.write("late", _ -> runs.incrementAndGet());
                                            return null;
                                        }))
                .isInstanceOf(StorageBusy.class)
                .hasMessageContaining("time for late is over");
        assertThat(runs).hasValue(0);
    }

    /** Every attempt is aborted: only the time ends it, before the eighth. */
    @Test
    void anAbortIsNotTriedAgainAfterIt() {
        var runs = new AtomicInteger();
        assertThatThrownBy(
                        () ->
                                Deadline.within(
                                        clock,
                                        Duration.ofMillis(1),
                                        () -> {
                                            transactions.write(
                                                    "aborted",
                                                    _ -> {
                                                        runs.incrementAndGet();
                                                        abort();
                                                    });
                                            return null;
                                        }))
                .isInstanceOf(StorageBusy.class);
        assertThat(runs.get()).isLessThan(Transactions.MAX_ATTEMPTS);
        runs.set(0);
        assertThatThrownBy(
                        () ->
                                transactions.write(
                                        "aborted",
                                        _ -> {
                                            runs.incrementAndGet();
                                            abort();
                                        }))
                .isInstanceOf(StorageBusy.class)
                .hasMessageContaining("8 times");
        assertThat(runs).hasValue(Transactions.MAX_ATTEMPTS);
    }

    @Test
    void whoStillWaitsForAGroupIsNotCommitted() throws Exception {
        var committing = new CountDownLatch(1);
        var goOn = new CountDownLatch(1);
        var committed = new java.util.concurrent.ConcurrentLinkedQueue<String>();
        var group =
                new GroupCommit<String, String>(
                        "group",
                        8,
                        8,
                        items -> {
                            committing.countDown();
                            await(goOn);
                            committed.addAll(items);
                            return items;
                        });
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<String> first = threads.submit(() -> group.submit("first"));
            await(committing);
            assertThatThrownBy(
                            () ->
                                    Deadline.within(
                                            clock,
                                            Duration.ofMillis(20),
                                            () -> group.submit("second")))
                    .isInstanceOf(StorageBusy.class);
            goOn.countDown();
            assertThat(first.get()).isEqualTo("first");
        }
        assertThat(committed).containsExactlyElementsOf(List.of("first"));
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException interrupted) {
            throw new IllegalStateException(interrupted);
        }
    }

    /** PostgreSQL's own error 40001. */
    private static void abort() {
        throw new org.springframework.dao.CannotAcquireLockException(
                "aborted", new java.sql.SQLException("aborted", "40001"));
    }
}
