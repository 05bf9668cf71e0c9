package io.tegata.storage;

import static org.assertj.core.api.Assertions.assertThat;

import io.tegata.storage.testing.PostgresServer;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/**
 * Goal: PostgreSQL loses what Spanner's TTL would delete (things live for 30 days), and nothing
 * else.
 */
class SweeperTest {

    private static final Instant NOW = Instant.parse("2026-11-20T12:00:00Z");
    private static final Duration LIFE = Duration.ofDays(30);

    private final Transactions transactions =
            TransactionsTest.over(new DriverManagerDataSource(PostgresServer.freshUrl()));
    private final Sweeper sweeper =
            new Sweeper(transactions, Schema.read("db/shop"), Clock.fixed(NOW, ZoneOffset.UTC));

    @BeforeEach
    void create() {
        assertThat(MigratorTest.migrate(transactions, "db/shop")).hasSize(1);
    }

    @Test
    void onlyWhatHasExpiredGoes() {
        make("expired", NOW.minus(LIFE).minusSeconds(1));
        make("at-its-end", NOW.minus(LIFE));
        make("alive", NOW.minus(LIFE).plusSeconds(1));

        assertThat(sweeper.isNeeded()).isTrue();
        assertThat(sweeper.sweep()).isEqualTo(1);

        assertThat(
                        transactions
                                .sql("SELECT thing_id FROM things ORDER BY thing_id")
                                .query(String.class)
                                .list())
                .containsExactly("alive", "at-its-end");
        assertThat(sweeper.sweep()).isZero();
    }

    @Test
    void moreThanABatchGoesInOneSweep() {
        transactions.write(
                "make",
                tx ->
                        IntStream.range(0, 2 * Sweeper.BATCH + 1)
                                .forEach(
                                        i ->
                                                tx.insert(
                                                        thing(
                                                                "old-" + i,
                                                                Instant.EPOCH.plusSeconds(i)))));
        assertThat(sweeper.sweep()).isEqualTo(2 * Sweeper.BATCH + 1);
    }

    @Test
    void aSchemaWithoutTimesToLiveNeedsNoSweeps() {
        assertThat(new Sweeper(transactions, Schema.empty(), Clock.systemUTC()).isNeeded())
                .isFalse();
    }

    private void make(String id, Instant made) {
        transactions.write("make", tx -> tx.insert(thing(id, made)));
    }

    private static Row thing(String id, Instant made) {
        return Row.into("things").set("thing_id", id).set("amount", 1).set("made_at", made);
    }
}
