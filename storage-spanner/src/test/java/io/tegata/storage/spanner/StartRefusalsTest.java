package io.tegata.storage.spanner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.cloud.spanner.Dialect;
import com.google.cloud.spanner.connection.ConnectionOptions;
import io.tegata.storage.Schema;
import io.tegata.storage.StorageRefused;
import io.tegata.storage.Transactions;
import io.tegata.storage.spanner.fixture.SpannerFixture;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/**
 * Goal: a database or a setting with which money could go wrong stops the start, with a way out.
 */
class StartRefusalsTest {

    private SpannerFixture fixture;

    @BeforeEach
    void start() {
        fixture = SpannerFixture.start();
    }

    @AfterEach
    void stop() {
        ConnectionOptions.closeSpanner();
        fixture.close();
    }

    @Test
    void theRightDatabaseIsTaken() {
        assertThat(open(fixture.url()).databaseTime()).isNotNull();
    }

    /**
     * auto_batch_dml reports one row for each update at once and looks at the counts only inside
     * the commit: with it a debit that found no money has been seen to let its credit through.
     */
    @ParameterizedTest
    @CsvSource({
        "auto_batch_dml=true, auto_batch_dml=true, take auto_batch_dml out",
        "autocommit=false, does not commit by itself, auto-commit to true",
        "retryAbortsInternally=false, retryAbortsInternally=false, take retryAbortsInternally out"
    })
    void dangerousSettingsAreRefused(String property, String what, String action) {
        refused(fixture.url() + ";" + property, what, action);
    }

    @Test
    void aDatabaseOfTheOtherDialectIsRefused() {
        fixture.answerDialect(Dialect.GOOGLE_STANDARD_SQL);
        refused(
                fixture.url().replace(";dialect=postgresql", ""),
                "GOOGLE_STANDARD_SQL",
                "--database-dialect=POSTGRESQL");
    }

    @Test
    void aDatabaseThatIsNotThereIsRefused() {
        refused(
                fixture.url("projects/p-local/instances/i-local/databases/nowhere"),
                "nowhere",
                "check spring.datasource.url");
    }

    private static void refused(String url, String what, String action) {
        assertThatThrownBy(() -> open(url))
                .isInstanceOfSatisfying(
                        StorageRefused.class,
                        refused -> {
                            assertThat(refused).hasMessageContaining(what);
                            assertThat(refused.action()).contains(action);
                        });
    }

    private static Transactions open(String url) {
        return new Transactions(
                new DriverManagerDataSource(url),
                RandomGeneratorFactory.of("L64X128MixRandom").create(1),
                Schema.empty());
    }
}
