package io.tegata.storage;

import static org.assertj.core.api.Assertions.assertThat;

import io.tegata.storage.Leases.Lease;
import io.tegata.storage.testing.TestDatabase;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Goal: one holder at a time, and a fence that grows with every change of holder. */
@Tag(TestDatabase.BOTH)
class LeasesTest {

    private static final Duration LENGTH = Duration.ofSeconds(10);

    private final AtomicReference<Instant> now =
            new AtomicReference<>(Instant.parse("2026-11-20T12:00:00Z"));
    private final Clock clock =
            new Clock() {
                @Override
                public Instant instant() {
                    return now.get();
                }

                @Override
                public ZoneId getZone() {
                    return ZoneOffset.UTC;
                }

                @Override
                public Clock withZone(ZoneId zone) {
                    return this;
                }
            };
    private Transactions transactions;

    @BeforeEach
    void create() {
        transactions = TransactionsTest.over(TestDatabase.fresh());
        assertThat(MigratorTest.migrate(transactions, "db/shop")).hasSize(1);
    }

    @Test
    void anotherTakesOverOnlyAfterTheEnd() {
        Leases one = leases("one");
        Leases two = leases("two");
        Lease first = one.acquire("job", LENGTH).orElseThrow();
        assertThat(first.fence()).isEqualTo(1);
        assertThat(two.acquire("job", LENGTH)).isEmpty();

        now.set(now.get().plusSeconds(5));
        assertThat(one.acquire("job", LENGTH).orElseThrow().fence()).as("renewed").isEqualTo(1);
        now.set(now.get().plusSeconds(9));
        assertThat(two.acquire("job", LENGTH)).isEmpty();
        now.set(now.get().plusSeconds(2));
        assertThat(two.acquire("job", LENGTH).orElseThrow().fence()).isEqualTo(2);
        assertThat(one.acquire("job", LENGTH)).isEmpty();
    }

    @Test
    void whatIsGivenBackIsFreeAtOnce() {
        Leases one = leases("one");
        one.release(one.acquire("job", LENGTH).orElseThrow());
        now.set(now.get().plusMillis(1));
        assertThat(leases("two").acquire("job", LENGTH).orElseThrow().fence()).isEqualTo(2);
    }

    @Test
    void ofManyOneGetsIt() throws InterruptedException, ExecutionException {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var tries =
                    threads.invokeAll(
                            IntStream.range(0, 8)
                                    .<Callable<Boolean>>mapToObj(
                                            i ->
                                                    () ->
                                                            leases("holder-" + i)
                                                                    .acquire("raced", LENGTH)
                                                                    .isPresent())
                                    .toList());
            int holders = 0;
            for (Future<Boolean> one : tries) {
                holders += one.get() ? 1 : 0;
            }
            assertThat(holders).isEqualTo(1);
        }
    }

    private Leases leases(String owner) {
        return new Leases(transactions, clock, owner);
    }
}
