package io.tegata.reconciler.discrepancy;

import static io.tegata.reconciler.discrepancy.StoredDiscrepancies.RESOLVE_PAGE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tegata.reconciler.matching.Discrepancy;
import io.tegata.reconciler.matching.DiscrepancyClass;
import io.tegata.storage.Migrator;
import io.tegata.storage.Row;
import io.tegata.storage.Schema;
import io.tegata.storage.StaleWrite;
import io.tegata.storage.Transactions;
import io.tegata.storage.testing.TestDatabase;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

/** Goal: a difference has one row over all runs, open exactly while runs find it. */
@Tag(TestDatabase.BOTH)
class StoredDiscrepanciesTest {

    private static final String FOLDER = "db/reconciler";
    private static final Instant NOW = Instant.parse("2026-11-20T12:00:00Z");

    private Transactions transactions;
    private StoredDiscrepancies stored;

    @BeforeEach
    void migrate() {
        transactions =
                new Transactions(
                        TestDatabase.fresh(),
                        RandomGeneratorFactory.of("L64X128MixRandom").create(1),
                        Schema.read(FOLDER));
        assertThat(new Migrator(transactions, FOLDER, Clock.systemUTC(), "test").migrate())
                .isNotEmpty();
        stored = new StoredDiscrepancies(transactions, new JsonMapper());
        run("rec_1", "running");
        run("rec_2", "running");
    }

    @Test
    void allThatARunNoLongerFindsIsResolvedPageByPage() {
        int gone = 2 * RESOLVE_PAGE + 1;
        transactions.write(
                "open",
                tx -> {
                    for (int i = 0; i < gone; i++) {
                        tx.insert(open("gone_" + i));
                    }
                });
        stored.found("rec_2", List.of(found("still")));

        assertThat(stored.resolveOthers("rec_2")).isEqualTo(gone);

        assertThat(withStatus("auto_resolved")).isEqualTo(gone);
        assertThat(withStatus("open")).isEqualTo(1);
        assertThat(stored.resolveOthers("rec_2")).isZero();
    }

    @Test
    void whatIsFoundTwiceInARunOrAgainLaterIsOneRow() {
        stored.found("rec_1", List.of(found("a"), found("b"), found("a")));
        assertThat(stored.resolveOthers("rec_2")).isEqualTo(2);

        stored.found("rec_2", List.of(found("b"), found("c"), found("b")));

        assertThat(withStatus("auto_resolved")).isEqualTo(1);
        assertThat(withStatus("open")).isEqualTo(2);
        assertThat(foundBy("rec_1")).isEqualTo(2);
        assertThat(foundBy("rec_2")).isEqualTo(2);
    }

    @Test
    void aRunThatWasGivenUpStoresNothing() {
        run("rec_3", "failed");

        assertThatThrownBy(() -> stored.found("rec_3", List.of(found("late"))))
                .isInstanceOf(StaleWrite.class);

        assertThat(withStatus("open")).isZero();
        assertThat(foundBy("rec_3")).isZero();
    }

    private void run(String id, String status) {
        transactions.write(
                "run",
                tx ->
                        tx.insert(
                                Row.into("runs")
                                        .set("run_id", id)
                                        .set("status", status)
                                        .set("step", "comparing_ledger")
                                        .set("done", 0L)
                                        .set("started_at", NOW)));
    }

    private static Row open(String fingerprint) {
        return Row.into("discrepancies")
                .set("fingerprint", fingerprint)
                .set("class", "I1")
                .set("severity", "high")
                .set("status", "open")
                .set("amount_at_risk", 1L)
                .set("first_seen_run", "rec_1")
                .set("last_seen_run", "rec_1")
                .set("first_seen_at", NOW)
                .set("last_seen_at", NOW);
    }

    private static Discrepancy found(String id) {
        return Discrepancy.of(
                DiscrepancyClass.I1,
                List.of(id),
                new Discrepancy.Risk(1, "EUR"),
                Map.of("operation_id", id),
                null);
    }

    private long withStatus(String status) {
        return count("SELECT count(*) FROM discrepancies WHERE status = :value", status);
    }

    private long foundBy(String run) {
        return count("SELECT count(*) FROM run_discrepancies WHERE run_id = :value", run);
    }

    private long count(String sql, String value) {
        return transactions.sql(sql).param("value", value).query(Long.class).single();
    }
}
