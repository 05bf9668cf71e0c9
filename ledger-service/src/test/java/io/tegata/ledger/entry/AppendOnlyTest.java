package io.tegata.ledger.entry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tegata.storage.Migrator;
import io.tegata.storage.Schema;
import io.tegata.storage.Transactions;
import io.tegata.storage.testing.PostgresServer;
import java.time.Clock;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/**
 * Goal: the ledger's own database role cannot change or delete what was booked, and is told so.
 * Only on PostgreSQL: on Spanner the rights are those of an access role, which no emulator checks.
 */
class AppendOnlyTest {

    private static Transactions transactions;

    @BeforeAll
    static void migrate() {
        transactions =
                new Transactions(
                        new DriverManagerDataSource(PostgresServer.freshUrlOfItsOwnRole()),
                        RandomGeneratorFactory.of("L64X128MixRandom").create(1),
                        Schema.empty());
        assertThat(
                        new Migrator(transactions, "db/ledger-service", Clock.systemUTC(), "test")
                                .migrate())
                .contains("V1__ledger.sql");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "UPDATE journal_entries SET rule = 'other' WHERE entry_id > ''",
                "DELETE FROM journal_entries WHERE entry_id > ''",
                "UPDATE postings SET amount = 1 WHERE entry_id > ''",
                "DELETE FROM postings WHERE entry_id > ''",
                "UPDATE hold_movements SET amount = 1 WHERE hold_id > ''",
                "DELETE FROM hold_movements WHERE hold_id > ''"
            })
    void whatWasBookedStays(String sql) {
        assertThatThrownBy(
                        () ->
                                transactions.write(
                                        "tamper",
                                        tx -> {
                                            int _ = tx.sql(sql).update();
                                        }))
                .rootCause()
                .hasMessageContaining("permission denied");
    }

    @Test
    void balancesStillMove() {
        transactions.write(
                "move",
                tx -> {
                    int _ =
                            tx.sql("UPDATE balances SET posted = posted + 1 WHERE account_id > ''")
                                    .update();
                });
    }
}
