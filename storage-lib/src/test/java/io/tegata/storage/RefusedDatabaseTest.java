package io.tegata.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tegata.storage.testing.PostgresServer;
import java.time.Clock;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/**
 * Goal: a PostgreSQL that is not there, or on which reconciliation could not rely, stops the start.
 */
class RefusedDatabaseTest {

    private final String url = PostgresServer.freshUrl();

    @Test
    void aDatabaseThatIsNotThereIsRefused() {
        refused(url.replaceAll("/test_\\d+", "/nowhere"), "nowhere");
    }

    @Test
    void aServerThatIsNotThereIsRefused() {
        refused(url.replaceAll(":\\d+/", ":1/"), "localhost:1");
    }

    /** The settled cut waits 30 s for writers that may live 15 s. */
    @ParameterizedTest
    @ValueSource(strings = {"0", "15001", "600000"})
    void writersThatMayLiveTooLongAreRefused(String milliseconds) {
        refused(
                url + "&options=-c%20transaction_timeout=" + milliseconds,
                milliseconds.equals("0") ? "for ever" : milliseconds + " ms");
    }

    /** An index over a big table takes longer than any payment may. */
    @Test
    void aMigrationIsNotBoundByThatLimit() {
        Transactions transactions =
                TransactionsTest.over(
                        new DriverManagerDataSource(
                                url + "&options=-c%20transaction_timeout=1000"));
        assertThat(MigratorTest.migrate(transactions, "db/shop-slow")).hasSize(1);
    }

    @Test
    void aMigrationThatCannotBeHalfAppliedCannotBeResumed() {
        Transactions transactions = TransactionsTest.over(new DriverManagerDataSource(url));
        var migrator = new Migrator(transactions, "db/shop", Clock.systemUTC(), "test");
        assertThatThrownBy(() -> migrator.resume(1, 1))
                .isInstanceOf(StorageRefused.class)
                .hasMessage("on PostgreSQL no migration is left half applied");
    }

    private static void refused(String url, String what) {
        assertThatThrownBy(
                        () ->
                                new Transactions(
                                        new DriverManagerDataSource(url),
                                        RandomGeneratorFactory.of("L64X128MixRandom").create(1),
                                        Schema.empty()))
                .isInstanceOfSatisfying(
                        StorageRefused.class,
                        refused -> {
                            assertThat(refused).hasMessageContaining(what);
                            assertThat(refused.action()).isNotBlank();
                        });
    }
}
