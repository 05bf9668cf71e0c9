package io.tegata.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tegata.storage.testing.TestDatabase;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.random.RandomGeneratorFactory;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Goal: a database transaction happens wholly, once, or not at all, and the caller is told which.
 */
@Tag(TestDatabase.BOTH)
class TransactionsTest {

    private static final Instant NOW = Instant.parse("2026-11-20T12:00:00.123456Z");

    private static Transactions transactions;

    @BeforeAll
    static void create() {
        transactions = over(TestDatabase.fresh());
        assertThat(MigratorTest.migrate(transactions, "db/shop")).containsExactly("V1__things.sql");
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
    void insertsAndGuardedUpdatesCommitTogether() {
        transactions.write(
                "make",
                tx -> {
                    tx.insert(thing("a", 10));
                    tx.insert(thing("b", 0));
                });
        transactions.write(
                "move",
                tx -> {
                    tx.insert(thing("c", 1).json("note", "{\"x\": 1}"));
                    tx.update(
                            1,
                            "UPDATE things SET amount = amount - ? WHERE thing_id = ? AND amount >= ?",
                            4L,
                            "a",
                            4L);
                    tx.update(
                            1, "UPDATE things SET amount = amount + ? WHERE thing_id = ?", 4L, "b");
                });
        assertThat(amount("a")).isEqualTo(6);
        assertThat(amount("b")).isEqualTo(4);
        assertThat(amount("c")).isEqualTo(1);
    }

    /** So it is on Spanner, where inserts ride on the commit; so it must be everywhere. */
    @Test
    void anUpdateDoesNotSeeWhatItsOwnTransactionInserts() {
        assertThatThrownBy(
                        () ->
                                transactions.write(
                                        "both",
                                        tx -> {
                                            tx.insert(thing("a", 1));
                                            tx.update(
                                                    1,
                                                    "UPDATE things SET amount = ? WHERE thing_id = ?",
                                                    2L,
                                                    "a");
                                        }))
                .isInstanceOf(StaleWrite.class);
        assertThat(count()).isZero();
    }

    @Test
    void aWrongCountTakesEverythingBack() {
        transactions.write("make", tx -> tx.insert(thing("payer", 3)));
        assertThatThrownBy(
                        () ->
                                transactions.write(
                                        "move",
                                        tx -> {
                                            tx.insert(thing("payee", 100));
                                            tx.update(
                                                    1,
                                                    "UPDATE things SET amount = amount - ? WHERE thing_id = ? AND amount >= ?",
                                                    4L,
                                                    "payer",
                                                    4L);
                                        }))
                .isInstanceOf(StaleWrite.class);
        assertThat(amount("payer")).isEqualTo(3);
        assertThat(count()).isEqualTo(1);
    }

    @Test
    void aTakenKeyIsAStaleWrite() {
        transactions.write("make", tx -> tx.insert(thing("a", 1)));
        assertThatThrownBy(() -> transactions.write("again", tx -> tx.insert(thing("a", 2))))
                .isInstanceOf(StaleWrite.class);
        assertThat(amount("a")).isEqualTo(1);
    }

    @Test
    void nullsAndTimesGoInAsTheyAre() {
        transactions.write(
                "make",
                tx ->
                        tx.insert(
                                Row.into("things")
                                        .set("thing_id", "n")
                                        .set("amount", 1)
                                        .set("note", null)
                                        .set("made_at", NOW)
                                        .databaseTime("stored_at")));
        Instant made =
                transactions
                        .sql("SELECT stored_at FROM things WHERE thing_id = 'n'")
                        .query(OffsetDateTime.class)
                        .single()
                        .toInstant();
        assertThat(made).isBeforeOrEqualTo(transactions.databaseTime());
        assertThatThrownBy(() -> Row.into("things").set("amount", 1.5))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void manyWritersOfOneRowLoseNothing() throws InterruptedException, ExecutionException {
        transactions.write("make", tx -> tx.insert(thing("hot", 0)));
        var retried = new AtomicInteger();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Integer>> sums =
                    threads.invokeAll(
                            IntStream.range(0, 8)
                                    .<Callable<Integer>>mapToObj(
                                            _ ->
                                                    () -> {
                                                        for (int i = 0; i < 10; i++) {
                                                            addOne(retried);
                                                        }
                                                        return 10;
                                                    })
                                    .toList());
            for (Future<Integer> sum : sums) {
                assertThat(sum.get()).isEqualTo(10);
            }
        }
        assertThat(amount("hot")).isEqualTo(80);
        assertThat(retried.get()).as("attempts").isGreaterThanOrEqualTo(80);
    }

    /**
     * Reads, then writes what it read: only SERIALIZABLE and a retry keep this from losing updates.
     */
    private static void addOne(AtomicInteger attempts) {
        while (true) {
            try {
                transactions.write(
                        "add",
                        tx -> {
                            attempts.incrementAndGet();
                            long before =
                                    tx.sql("SELECT amount FROM things WHERE thing_id = 'hot'")
                                            .query(Long.class)
                                            .single();
                            tx.update(
                                    1,
                                    "UPDATE things SET amount = ? WHERE thing_id = 'hot'",
                                    before + 1);
                        });
                return;
            } catch (StorageBusy aborted) {
                assertThat(aborted).hasMessageContaining("8 times");
            }
        }
    }

    @Test
    void theyDoNotNestAndSayWhenTheyAreOpen() {
        assertThat(Transactions.isOpen()).isFalse();
        transactions.write(
                "outer",
                tx -> {
                    assertThat(Transactions.isOpen()).isTrue();
                    assertThatThrownBy(() -> transactions.write("inner", _ -> {}))
                            .hasMessageContaining("do not nest");
                    tx.insert(thing("a", 1));
                });
        assertThat(count()).isEqualTo(1);
    }

    static Row thing(String id, long amount) {
        return Row.into("things").set("thing_id", id).set("amount", amount).set("made_at", NOW);
    }

    private static long amount(String id) {
        return transactions
                .sql("SELECT amount FROM things WHERE thing_id = :id")
                .param("id", id)
                .query(Long.class)
                .single();
    }

    private static long count() {
        return transactions.sql("SELECT count(*) FROM things").query(Long.class).single();
    }

    static Transactions over(DataSource source) {
        return new Transactions(
                source,
                RandomGeneratorFactory.of("L64X128MixRandom").create(1),
                Schema.read("db/shop"));
    }
}
