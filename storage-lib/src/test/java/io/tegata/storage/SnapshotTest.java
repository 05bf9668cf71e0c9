package io.tegata.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tegata.storage.testing.TestDatabase;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.random.RandomGeneratorFactory;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Goal: all reads of a snapshot see one instant, whatever is written meanwhile, and rows stream.
 */
@Tag(TestDatabase.BOTH)
class SnapshotTest {

    private static final String SUM = "SELECT CAST(sum(amount) AS bigint) AS total FROM things";
    private static final Instant NOW = Instant.parse("2026-11-20T12:00:00Z");

    private static Transactions transactions;

    @BeforeAll
    static void create() {
        DataSource writes = TestDatabase.fresh();
        transactions =
                new Transactions(
                        writes,
                        TestDatabase.another(writes),
                        RandomGeneratorFactory.of("L64X128MixRandom").create(1),
                        Schema.read("db/shop"));
        assertThat(MigratorTest.migrate(transactions, "db/shop")).hasSize(1);
    }

    @BeforeEach
    void empty() {
        transactions.write(
                "empty",
                tx -> {
                    int _ = tx.sql("DELETE FROM things WHERE thing_id > ''").update();
                });
    }

    @Test
    void readsAgreeWhileOthersWrite() {
        make(2, 10);
        List<Long> seen =
                transactions.snapshot(
                        "twice",
                        snapshot -> {
                            var sums = new ArrayList<Long>();
                            sums.add(snapshot.sql(SUM).query(Long.class).single());
                            onAnotherThread(() -> make("later", 5));
                            sums.add(snapshot.sql(SUM).query(Long.class).single());
                            return sums;
                        });
        assertThat(seen).containsExactly(20L, 20L);
        assertThat(transactions.sql(SUM).query(Long.class).single()).isEqualTo(25);
    }

    @Test
    void itsInstantIsTheDatabases() {
        Instant before = transactions.databaseTime();
        Instant at = transactions.snapshot("when", Snapshot::at);
        assertThat(at).isBetween(before, transactions.databaseTime());
    }

    /** Money moves between two rows all the time: a reader of two states would see another sum. */
    @Test
    void moneyThatMovesIsNeverSeenTwiceOrNotAtAll() throws Exception {
        make(2, 1_000);
        var stop = new AtomicBoolean();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<Integer> moved =
                    threads.submit(
                            () -> {
                                int moves = 0;
                                while (!stop.get()) {
                                    move(moves % 2, 1 - moves % 2);
                                    moves++;
                                }
                                return moves;
                            });
            for (int i = 0; i < 20; i++) {
                long sum =
                        transactions.snapshot(
                                "sum",
                                snapshot ->
                                        amount(snapshot, "thing-0") + amount(snapshot, "thing-1"));
                assertThat(sum).isEqualTo(2_000);
            }
            stop.set(true);
            assertThat(moved.get()).isPositive();
        }
    }

    @Test
    void rowsStreamWithoutBeingHeld() {
        int rows = TestDatabase.scaled(50_000);
        for (int from = 0; from < rows; from += 5_000) {
            int first = from;
            transactions.write(
                    "fill",
                    tx ->
                            IntStream.range(first, Math.min(rows, first + 5_000))
                                    .forEach(
                                            i ->
                                                    tx.insert(
                                                            thing("row-%06d".formatted(i), 1)
                                                                    .json(
                                                                            "note",
                                                                            "{\"n\": \""
                                                                                    + "x"
                                                                                            .repeat(
                                                                                                    200)
                                                                                    + "\"}"))));
        }
        var count = new AtomicLong();
        var last = new ArrayList<String>();
        transactions.read(
                "stream",
                snapshot ->
                        snapshot.stream(
                                "SELECT thing_id, note FROM things WHERE amount = :amount ORDER BY thing_id",
                                Map.of("amount", 1L),
                                (row, _) -> row.getString("thing_id"),
                                id -> {
                                    count.incrementAndGet();
                                    last.clear();
                                    last.add(id);
                                }));
        assertThat(count).hasValue(rows);
        assertThat(last).containsExactly("row-%06d".formatted(rows - 1));
    }

    @Test
    void aFailureInsideGivesTheConnectionBack() {
        make(1, 3);
        for (int i = 0; i < 12; i++) {
            assertThatThrownBy(
                            () ->
                                    transactions.snapshot(
                                            "broken",
                                            snapshot ->
                                                    snapshot.sql("SELECT nothing FROM things")
                                                            .query(Long.class)
                                                            .single()))
                    .isInstanceOf(RuntimeException.class);
        }
        assertThat(transactions.<Long>snapshot("after", s -> amount(s, "thing-0"))).isEqualTo(3);
        make("after", 4);
        assertThat(transactions.<Long>snapshot("new", s -> amount(s, "after"))).isEqualTo(4);
    }

    private static long amount(Snapshot snapshot, String id) {
        return snapshot.sql("SELECT amount FROM things WHERE thing_id = :id")
                .param("id", id)
                .query(Long.class)
                .single();
    }

    private static void move(int from, int to) {
        String change = "UPDATE things SET amount = amount + ? WHERE thing_id = ?";
        transactions.write(
                "move",
                tx -> {
                    tx.update(1, change, -7L, "thing-" + from);
                    tx.update(1, change, 7L, "thing-" + to);
                });
    }

    private static void make(int things, long amount) {
        IntStream.range(0, things).forEach(i -> make("thing-" + i, amount));
    }

    private static void make(String id, long amount) {
        transactions.write("make", tx -> tx.insert(thing(id, amount)));
    }

    private static Row thing(String id, long amount) {
        return Row.into("things").set("thing_id", id).set("amount", amount).set("made_at", NOW);
    }

    /** A scoped value of this thread (the open snapshot) is not the other thread's. */
    private static void onAnotherThread(Runnable work) {
        try (var thread = Executors.newSingleThreadExecutor()) {
            var _ = thread.submit(work).get();
        } catch (InterruptedException | ExecutionException failure) {
            throw new IllegalStateException(failure);
        }
    }
}
