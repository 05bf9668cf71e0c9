package io.tegata.storage.spanner.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.abort;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.tegata.storage.Migrator;
import io.tegata.storage.Row;
import io.tegata.storage.Schema;
import io.tegata.storage.StaleWrite;
import io.tegata.storage.Transaction;
import io.tegata.storage.Transactions;
import java.time.Clock;
import java.time.Instant;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * Goal: the emulator's image, as Testcontainers starts it, takes our migrations and database
 * transactions. Docker is never required: without it this test says that it did not run.
 */
class DockerEmulatorTest {

    /** The release that all tests were made with. */
    private static final String OLDEST = "1.5.46";

    private static final String SHOP = "db/shop";

    @Test
    void theImageIsPinnedAndYoungEnough() {
        assertThat(Runtime.Version.parse(DockerEmulator.version()))
                .isGreaterThanOrEqualTo(Runtime.Version.parse(OLDEST));
    }

    @Test
    void theImageTakesAMigrationAndADatabaseTransaction() {
        if (!DockerEmulator.isPossible()) {
            String reason = "NOT RUN on the emulator's image: no Docker";
            System.err.println("\n*** " + reason + " ***\n");
            abort(reason);
        }
        var pool = new HikariConfig();
        pool.setJdbcUrl(EmulatorServer.url(DockerEmulator.start(), EmulatorServer.name()));
        pool.setMaximumPoolSize(1);
        pool.setConnectionTimeout(30_000);
        try (var source = new HikariDataSource(pool)) {
            var transactions = new Transactions(source, new Random(1), Schema.read(SHOP));
            var migrator = new Migrator(transactions, SHOP, Clock.systemUTC(), "docker");
            assertThat(migrator.migrate()).containsExactly("V1__things.sql");
            assertThat(migrator.migrate()).isEmpty();

            transactions.write("buy", tx -> tx.insert(thing("lamp", 5)));
            transactions.write("sell", tx -> sell(tx, "lamp", 4));
            assertThatThrownBy(() -> transactions.write("sell", tx -> sell(tx, "lamp", 4)))
                    .isInstanceOf(StaleWrite.class);
            assertThat(
                            transactions
                                    .sql("SELECT amount FROM things WHERE thing_id = 'lamp'")
                                    .query(Long.class)
                                    .single())
                    .isOne();
        }
    }

    private static Row thing(String id, long amount) {
        return Row.into("things")
                .set("thing_id", id)
                .set("amount", amount)
                .set("made_at", Instant.EPOCH);
    }

    private static void sell(Transaction tx, String id, long amount) {
        tx.update(
                1,
                "UPDATE things SET amount = amount - ? WHERE thing_id = ? AND amount >= ?",
                amount,
                id,
                amount);
    }
}
