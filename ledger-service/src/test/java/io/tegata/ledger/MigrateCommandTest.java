package io.tegata.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tegata.storage.StorageRefused;
import io.tegata.storage.testing.TestDatabase;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * Goal: the schema is made by a command of its own, and a start that only looks says what to do
 * instead of working on half a schema.
 */
@Tag(TestDatabase.BOTH)
@ExtendWith(OutputCaptureExtension.class)
class MigrateCommandTest {

    private static final String VERIFY = "--tegata.storage.migrate=verify";

    private final String database = TestDatabase.freshArgument();

    @Test
    void aStartThatOnlyLooksNeedsTheCommandFirst(CapturedOutput output) {
        assertThatThrownBy(() -> start(VERIFY)).hasRootCauseInstanceOf(StorageRefused.class);
        assertThat(output)
                .contains("the database lacks the migrations [V1__ledger.sql]")
                .contains("run this service's migrate command");

        assertThat(LedgerService.start("migrate", database).isActive()).isFalse();
        assertThat(output).contains("applied to the database of ledger-service: [V1__ledger.sql]");
        assertThat(LedgerService.start("migrate", database).isActive()).isFalse();
        assertThat(output).contains("the database of ledger-service is up to date");

        try (ConfigurableApplicationContext service = start(VERIFY)) {
            assertThat(service.isRunning()).isTrue();
        }
    }

    @Test
    void whatCannotBeResumedIsSaid(CapturedOutput output) {
        assertThatThrownBy(() -> LedgerService.start("migrate", database, "--resume=one"))
                .isInstanceOf(StorageRefused.class);
        assertThat(output).contains("--resume=one cannot be read");
    }

    /** The driver would take the first of two without a word. */
    @ParameterizedTest
    @CsvSource({
        "--tegata.spanner.properties=;auto_batch_dml=true, names auto_batch_dml twice, --tegata.spanner.project=p",
        "--tegata.spanner.instance=any, tegata.spanner.project is not set, --tegata.spanner.role=none"
    })
    void aSpannerProfileThatIsNotSoundIsSaid(
            String setting, String sentence, String other, CapturedOutput output) {
        assertThatThrownBy(
                        () ->
                                LedgerService.start(
                                        "migrate",
                                        "--spring.profiles.active=spanner",
                                        setting,
                                        other))
                .hasMessageContaining(sentence);
        assertThat(output).contains(sentence);
    }

    private ConfigurableApplicationContext start(String more) {
        return LedgerService.start(
                database,
                more,
                "--server.port=0",
                "--tegata.auth.url=http://localhost:1",
                "--tegata.auth.issuer=http://localhost:1");
    }
}
