package io.tegata.storage.spanner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.cloud.spanner.connection.ConnectionOptions;
import io.tegata.storage.Migrator;
import io.tegata.storage.Schema;
import io.tegata.storage.StorageRefused;
import io.tegata.storage.Transactions;
import io.tegata.storage.spanner.fixture.SpannerFixture;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/**
 * Goal: a migration that stops half-way on a database without transactional schema changes is said
 * to be so, with its place; it is gone on with, and never begun anew or guessed.
 */
class HalfAppliedMigrationTest {

    private SpannerFixture fixture;
    private Transactions transactions;

    @BeforeEach
    void start() {
        fixture = SpannerFixture.start();
        transactions =
                new Transactions(
                        new DriverManagerDataSource(fixture.url()),
                        RandomGeneratorFactory.of("L64X128MixRandom").create(1),
                        Schema.empty());
    }

    @AfterEach
    void stop() {
        ConnectionOptions.closeSpanner();
        fixture.close();
    }

    @Test
    void aFailedStatementIsNamedAndTheMendedFileGoesOnFromIt() {
        assertThatThrownBy(() -> migrate("db/half"))
                .isInstanceOf(StorageRefused.class)
                .hasMessageContaining("V1__things.sql failed at its statement 4 of 4")
                .hasMessageContaining("colour");
        assertThat(tables("things")).as("the statements before it stay").isEqualTo(1);

        assertThatThrownBy(() -> migrate("db/half"))
                .as("again, the same statement")
                .hasMessageContaining("statement 4 of 4");
        assertThat(migrate("db/half-mended")).containsExactly("V1__things.sql");
        assertThat(migrate("db/half-mended")).isEmpty();
        assertThat(transactions.sql("SELECT count(colour) FROM things").query(Long.class).single())
                .isZero();
    }

    @Test
    void whatWasAppliedMustStayAsItWas() {
        assertThatThrownBy(() -> migrate("db/half")).isInstanceOf(StorageRefused.class);
        assertThatThrownBy(() -> migrate("db/half-rewritten"))
                .isInstanceOf(StorageRefused.class)
                .hasMessageContaining(
                        "the first 3 statements were applied, and have changed since");
    }

    /** As after a migrator's death: its row is there, and nobody says how far it got. */
    @Test
    void whatNobodyKnowsIsAskedOfAPerson() {
        assertThat(migrate("db/half-mended")).hasSize(1);
        leaveInDoubt();

        assertThatThrownBy(() -> migrate("db/half-mended"))
                .isInstanceOfSatisfying(
                        StorageRefused.class,
                        refused -> {
                            assertThat(refused)
                                    .hasMessageContaining("V1__things.sql")
                                    .hasMessageContaining("the-dead-one");
                            assertThat(refused.action())
                                    .contains("at least 1")
                                    .contains("migrate --resume=1:");
                        });
        assertThatThrownBy(() -> migrator("db/half-mended").resume(1, 6))
                .hasMessageContaining("has 5 statements");
        assertThatThrownBy(() -> migrator("db/half-mended").resume(2, 1))
                .hasMessageContaining("there is no migration V2");
        migrator("db/half-mended").resume(1, 5);
        assertThat(migrate("db/half-mended")).containsExactly("V1__things.sql");
        assertThatThrownBy(() -> migrator("db/half-mended").resume(1, 5))
                .hasMessageContaining("no migration V1 was left half applied");
    }

    private void leaveInDoubt() {
        transactions.write(
                "die",
                tx -> {
                    tx.update(1, "DELETE FROM schema_history WHERE version = ?", 1L);
                    int _ =
                            tx.sql(
                                            """
                                            INSERT INTO schema_changes (lock_name, version, name, applied,
                                                applied_checksum, owner, since)
                                            VALUES ('schema', 1, 'V1__things.sql', 1, 'x', 'the-dead-one',
                                                CURRENT_TIMESTAMP)
                                            """)
                                    .update();
                });
    }

    private long tables(String name) {
        return transactions
                .sql("SELECT count(*) FROM information_schema.tables WHERE table_name = :name")
                .param("name", name)
                .query(Long.class)
                .single();
    }

    private List<String> migrate(String folder) {
        return migrator(folder).migrate();
    }

    private Migrator migrator(String folder) {
        return new Migrator(transactions, folder, impatient(), "test");
    }

    /** Each look at it is a minute later. */
    private static Clock impatient() {
        var now = new Instant[] {Instant.parse("2026-11-20T12:00:00Z")};
        InstantSource source = () -> now[0] = now[0].plus(Duration.ofMinutes(1));
        return source.withZone(ZoneOffset.UTC);
    }
}
