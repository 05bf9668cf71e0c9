package io.tegata.storage.spanner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.cloud.spanner.connection.ConnectionOptions;
import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.grpc.Status;
import io.tegata.storage.CommitUnknown;
import io.tegata.storage.Row;
import io.tegata.storage.Schema;
import io.tegata.storage.StaleWrite;
import io.tegata.storage.StorageBusy;
import io.tegata.storage.Transactions;
import io.tegata.storage.spanner.fixture.Fault;
import io.tegata.storage.spanner.fixture.Rpc;
import io.tegata.storage.spanner.fixture.SpannerFixture;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.random.RandomGeneratorFactory;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.dao.QueryTimeoutException;

/**
 * Goal: through the real driver the door needs the round trips that it says, and whatever goes
 * wrong, a database transaction happens wholly, once, or not at all, and the caller is told which.
 */
class DoorOverDriverTest {

    private static final String MOVE =
            "UPDATE accounts SET balance = balance + ? WHERE id = ? AND balance + ? >= 0";
    private static final int WRITERS = 16;
    private static final int MOVES_EACH = 25;

    private static SpannerFixture fixture;
    private static HikariDataSource pool;
    private static Transactions transactions;

    @BeforeAll
    static void start() throws SQLException {
        fixture = SpannerFixture.start();
        var config = new HikariConfig();
        config.setJdbcUrl(fixture.url() + ";transaction_timeout=15000;statement_timeout=10000");
        config.setMaximumPoolSize(WRITERS);
        pool = new HikariDataSource(config);
        try (Connection connection = pool.getConnection();
                Statement statement = connection.createStatement()) {
            boolean _ =
                    statement.execute(
                            "CREATE TABLE accounts (id varchar(40) NOT NULL, balance bigint NOT NULL, PRIMARY KEY (id))");
            boolean _ =
                    statement.execute(
                            "CREATE TABLE entries (id varchar(40) NOT NULL, amount bigint NOT NULL, PRIMARY KEY (id))");
        }
        transactions =
                new Transactions(
                        pool,
                        RandomGeneratorFactory.of("L64X128MixRandom").create(1),
                        Schema.empty());
    }

    @AfterAll
    static void stop() {
        pool.close();
        ConnectionOptions.closeSpanner();
        fixture.close();
    }

    @BeforeEach
    void fill() {
        transactions.write(
                "fill",
                tx -> {
                    int _ = tx.sql("DELETE FROM accounts WHERE id > ''").update();
                    int _ = tx.sql("DELETE FROM entries WHERE id > ''").update();
                    tx.insert(Row.into("accounts").set("id", "a").set("balance", 1_000));
                    tx.insert(Row.into("accounts").set("id", "b").set("balance", 0));
                });
        fixture.roundTrips().reset();
    }

    @AfterEach
    void nothingIsLeftOpen() {
        fixture.faults().clear();
        assertThat(fixture.openTransactions()).isZero();
    }

    @Test
    void whatOnlyWritesIsTwoRoundTrips() {
        move("m1", 10);
        assertThat(calls()).containsExactly(Rpc.EXECUTE_BATCH_DML, Rpc.COMMIT);
        assertThat(fixture.roundTrips().transactionTags()).containsExactly("move");
        assertThat(balance("a")).isEqualTo(990);
    }

    @Test
    void aLoneReadIsOne() {
        assertThat(balance("a")).isEqualTo(1_000);
        assertThat(calls()).containsExactly(Rpc.EXECUTE_STREAMING_SQL);
    }

    @Test
    void aSnapshotIsOneMoreThanItsReads() {
        long sum =
                transactions.snapshot(
                        "sum",
                        snapshot ->
                                snapshot.sql("SELECT balance FROM accounts WHERE id = 'a'")
                                                .query(Long.class)
                                                .single()
                                        + snapshot.sql(
                                                        "SELECT balance FROM accounts WHERE id = 'b'")
                                                .query(Long.class)
                                                .single());
        assertThat(sum).isEqualTo(1_000);
        assertThat(fixture.roundTrips().total()).as(fixture.roundTrips().toString()).isEqualTo(3);
    }

    /**
     * The limit of a payment's statement is not that of an export; and it is Spring's exception.
     */
    @Test
    void aSnapshotMayTakeLongerThanAPaymentsStatement() {
        var config = new HikariConfig();
        config.setJdbcUrl(fixture.url() + ";statement_timeout=300");
        config.setMaximumPoolSize(1);
        try (var impatient = new HikariDataSource(config)) {
            var door =
                    new Transactions(
                            impatient,
                            RandomGeneratorFactory.of("L64X128MixRandom").create(1),
                            Schema.empty());
            String sql = "SELECT balance FROM accounts WHERE id = 'a'";
            Fault slow = Fault.delayed(Duration.ofSeconds(1));
            fixture.faults().next(Rpc.EXECUTE_STREAMING_SQL, slow);
            assertThatThrownBy(() -> door.sql(sql).query(Long.class).single())
                    .isInstanceOf(QueryTimeoutException.class);

            fixture.faults().clear();
            fixture.faults().next(Rpc.EXECUTE_STREAMING_SQL, Fault.delayed(Duration.ZERO));
            fixture.faults().next(Rpc.EXECUTE_STREAMING_SQL, slow);
            long balance =
                    door.snapshot("slow", snapshot -> snapshot.sql(sql).query(Long.class).single());
            assertThat(balance).isEqualTo(1_000);
            assertThat(fixture.faults().waiting()).isZero();
        }
    }

    @Test
    void aGuardThatFindsNothingTakesEverythingBack() {
        assertThatThrownBy(() -> move("too-much", 1_001)).isInstanceOf(StaleWrite.class);
        assertThat(total()).isEqualTo(1_000);
        assertThat(balance("b")).isZero();
        assertThat(entries()).isZero();
    }

    @Test
    void aTakenKeyIsAStaleWrite() {
        move("once", 1);
        assertThatThrownBy(() -> move("once", 1)).isInstanceOf(StaleWrite.class);
        assertThat(balance("a")).isEqualTo(999);
    }

    @ParameterizedTest
    @EnumSource(
            value = Rpc.class,
            names = {"EXECUTE_BATCH_DML", "COMMIT"})
    void anAbortIsRunAgainUnseen(Rpc where) {
        fixture.faults().next(3, where, Fault.aborted());
        move("m1", 10);
        assertThat(balance("a")).isEqualTo(990);
        assertThat(entries()).isEqualTo(1);
    }

    /** The driver's own replay is bounded too: what is aborted for ever ends as busy. */
    @Test
    void abortsWithoutEndAreBusyAndLeaveNothing() {
        fixture.faults().next(5_000, Rpc.COMMIT, Fault.aborted());
        assertThatThrownBy(() -> move("m1", 10)).isInstanceOf(StorageBusy.class);
        fixture.faults().clear();
        assertThat(balance("a")).isEqualTo(1_000);
        assertThat(entries()).isZero();
    }

    /** The driver sends a commit again, and Spanner answers a transaction's commit but once. */
    @Test
    void aCommitWhoseAnswerIsLostIsThereOnce() {
        fixture.faults().next(Rpc.COMMIT, Fault.answerLost(Status.Code.UNAVAILABLE));
        move("m1", 10);
        assertThat(balance("a")).isEqualTo(990);
        assertThat(entries()).isEqualTo(1);
    }

    @Test
    void aLineThatIsCutAfterTheCommitHidesNothing() {
        fixture.faults().next(Rpc.COMMIT, Fault.cutAfter());
        try {
            move("m1", 10);
        } catch (CommitUnknown unknown) {
            assertThat(unknown).hasMessageContaining("move");
        }
        assertThat(balance("a")).as("asked by its key").isEqualTo(990);
        assertThat(entries()).isEqualTo(1);
    }

    /** Nothing can say whether it was committed, so nobody says; and nobody runs it again. */
    @Test
    void aCommitThatEndsWithoutAnAnswerIsUnknown() {
        var runs = new AtomicInteger();
        fixture.faults().next(Rpc.COMMIT, Fault.answerLost(Status.Code.DEADLINE_EXCEEDED));
        assertThatThrownBy(
                        () ->
                                transactions.write(
                                        "move",
                                        tx -> {
                                            runs.incrementAndGet();
                                            tx.insert(entry("m1", 10));
                                        }))
                .isInstanceOf(CommitUnknown.class);
        assertThat(runs).hasValue(1);
        assertThat(entries()).as("asked by its key: it had been committed").isEqualTo(1);
    }

    @Test
    void aLineThatIsCutBeforeTheCommitLeavesAllOrNothing() {
        fixture.faults().next(Rpc.COMMIT, Fault.cutBefore());
        try {
            move("m1", 10);
        } catch (CommitUnknown | StorageBusy lost) {
            assertThat(lost).hasMessageContaining("move");
        }
        assertThat(1_000 - balance("a")).isEqualTo(10 * entries());
        assertThat(total()).isEqualTo(1_000);
    }

    @Test
    void aLineThatIsCutDuringTheWorkLeavesAllOrNothing() {
        fixture.faults().next(Rpc.EXECUTE_BATCH_DML, Fault.cutAfter());
        try {
            move("m1", 10);
        } catch (RuntimeException lost) {
            assertThat(lost).isNotInstanceOf(StaleWrite.class);
        }
        assertThat(1_000 - balance("a")).isEqualTo(10 * entries());
        assertThat(total()).isEqualTo(1_000);
    }

    /** Each reads what it then writes, so that only SERIALIZABLE and retries keep the sums. */
    @Test
    void sixteenWritersOfOneHotAccountLoseNothing() throws Exception {
        fixture.faults().next(20, Rpc.COMMIT, Fault.aborted());
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Integer>> writers =
                    threads.invokeAll(
                            IntStream.range(0, WRITERS)
                                    .<Callable<Integer>>mapToObj(
                                            writer -> () -> moveUntilDone("w" + writer))
                                    .toList());
            for (Future<Integer> writer : writers) {
                assertThat(writer.get()).isEqualTo(MOVES_EACH);
            }
        }
        assertThat(balance("a")).isEqualTo(1_000 - WRITERS * MOVES_EACH);
        assertThat(balance("b")).isEqualTo(WRITERS * MOVES_EACH);
        assertThat(entries()).isEqualTo(WRITERS * MOVES_EACH);
    }

    private static int moveUntilDone(String writer) {
        int done = 0;
        while (done < MOVES_EACH) {
            String id = writer + "-" + done;
            try {
                transactions.write(
                        "read-and-move",
                        tx -> {
                            long before =
                                    tx.sql("SELECT balance FROM accounts WHERE id = 'a'")
                                            .query(Long.class)
                                            .single();
                            tx.update(
                                    1,
                                    "UPDATE accounts SET balance = ? WHERE id = ?",
                                    before - 1,
                                    "a");
                            tx.update(1, MOVE, 1L, "b", 1L);
                            tx.insert(entry(id, 1));
                        });
                done++;
            } catch (StorageBusy tryAgain) {
                assertThat(tryAgain).hasMessageContaining("read-and-move");
            }
        }
        return done;
    }

    private static void move(String id, long amount) {
        transactions.write(
                "move",
                tx -> {
                    tx.update(1, MOVE, -amount, "a", -amount);
                    tx.update(1, MOVE, amount, "b", amount);
                    tx.insert(entry(id, amount));
                });
    }

    private static Row entry(String id, long amount) {
        return Row.into("entries").set("id", id).set("amount", amount);
    }

    private static List<Rpc> calls() {
        return fixture.roundTrips().list().stream().map(trip -> trip.rpc()).toList();
    }

    private static long balance(String id) {
        return transactions
                .sql("SELECT balance FROM accounts WHERE id = :id")
                .param("id", id)
                .query(Long.class)
                .single();
    }

    private static long total() {
        return number("SELECT CAST(sum(balance) AS bigint) FROM accounts");
    }

    private static long entries() {
        return number("SELECT count(*) FROM entries");
    }

    private static long number(String sql) {
        return transactions.sql(sql).query(Long.class).single();
    }
}
