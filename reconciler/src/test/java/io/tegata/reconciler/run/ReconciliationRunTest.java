package io.tegata.reconciler.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.tegata.reconciler.custody.SettlementText;
import io.tegata.reconciler.run.RunningReconciler.Answer;
import io.tegata.storage.Row;
import io.tegata.storage.testing.TestDatabase;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/**
 * Goal: a whole run, over real HTTP and a real database, from the operator's POST to a report that
 * is right, whatever its neighbours do.
 */
@Tag(TestDatabase.BOTH)
class ReconciliationRunTest {

    private static final String RUNS = RunningReconciler.RUNS;
    private static final String NAME = "northbank-2024-11-20-1.csv";
    private static final Instant BEFORE_CUT = Instant.parse("2024-11-20T11:00:00Z");

    @TempDir Path inbox;

    private final FakePlatform platform = new FakePlatform();
    private final String database = TestDatabase.freshArgument();
    private RunningReconciler service;

    @BeforeEach
    void start() {
        service = new RunningReconciler(platform, database, inbox);
        platform.succeeded("1", "sale", 1_250, BEFORE_CUT, "capture", "merchant_fee");
        platform.succeeded("2", "refund", 400, BEFORE_CUT, "refund", "refund_hold");
        platform.succeeded("3", "authorize", 70, BEFORE_CUT, "authorization");
        platform.operation("4", "sale", "declined", 99, BEFORE_CUT);
    }

    @AfterEach
    void stop() {
        service.close();
        platform.close();
    }

    @Test
    void booksThatAgreeCloseAndASecondRunPostsNothing() {
        SettlementText.put(inbox, NAME, SettlementText.ended(SettlementText.EXAMPLE));

        JsonNode run = service.run();

        assertThat(run.path("status").asString()).as(run.toString()).isEqualTo("closed");
        assertThat(run.at("/files/0/status").asString()).isEqualTo("taken");
        assertThat(run.at("/files/0/sequence").asLong()).isEqualTo(1);
        assertThat(platform.booked).containsExactlyInAnyOrder("capture:1250:1", "refund:400:2");
        // 4 operations and 5 records; 4 attempts and 2 lines.
        assertThat(run.path("rows").asLong()).isEqualTo(15);
        assertThat(run.path("matched").asLong()).isEqualTo(13);
        assertThat(run.path("open").asLong()).isZero();
        assertThat(run.at("/totals/rows").asLong()).isEqualTo(15);
        assertThat(
                        run.at(
                                        "/totals/external/payment_side/excluded_by_reason/not_settled_by_nature")
                                .asLong())
                .isEqualTo(2);
        assertThat(run.at("/totals/external/by_currency/EUR/other_side/matched").asLong())
                .isEqualTo(1_650);
        assertThat(run.path("discrepancies").properties())
                .hasSize(14)
                .allMatch(found -> found.getValue().asLong() == 0);
        assertThat(run.path("settled_at").asString()).matches(".*\\.\\d{6}Z");
        assertThat(run.path("seconds").isNumber()).isTrue();

        JsonNode again = service.run();
        assertThat(again.path("status").asString()).isEqualTo("closed");
        assertThat(again.at("/files/0/status").asString()).isEqualTo("replayed");
        assertThat(platform.booked).hasSize(2);
    }

    @Test
    void differencesAreKeptOverRunsAndResolvedWhenTheyAreGone() {
        SettlementText.put(inbox, NAME, SettlementText.ended(SettlementText.EXAMPLE));
        platform.records.remove("3\nauthorization");
        platform.record("9", "capture", 5, BEFORE_CUT);
        platform.record("1", "capture", 1_251, BEFORE_CUT);
        platform.succeeded("5", "sale", 10, BEFORE_CUT, "capture");
        platform.operations.remove("2");
        platform.known.remove("att_2");
        platform.records.remove("2\nrefund");
        platform.records.remove("2\nrefund_hold");

        JsonNode run = service.run();

        assertThat(run.path("status").asString()).as(run.toString()).isEqualTo("closed");
        assertThat(run.at("/discrepancies/I1").asLong()).isEqualTo(1);
        assertThat(run.at("/discrepancies/I2").asLong()).isEqualTo(1);
        assertThat(run.at("/discrepancies/I3").asLong()).isEqualTo(1);
        assertThat(run.at("/discrepancies/E1").asLong()).isEqualTo(1);
        assertThat(run.at("/discrepancies/E2").asLong()).isEqualTo(1);
        assertThat(platform.booked).contains("unknown:-400:");

        JsonNode second = service.run();
        JsonNode open = service.list("?status=open&limit=3");
        assertThat(open.path("data")).hasSize(3);
        assertThat(open.path("has_more").asBoolean()).isTrue();
        JsonNode rest =
                service.list(
                        "?status=open&limit=3&starting_after="
                                + open.path("next_cursor").asString());
        assertThat(rest.path("data")).hasSize(2);
        assertThat(rest.path("has_more").asBoolean()).isFalse();
        JsonNode missing =
                service.list("?class=E1&run_id=" + second.path("run_id").asString()).at("/data/0");
        assertThat(missing.path("class").asString()).isEqualTo("E1");
        assertThat(missing.path("amount_at_risk").asLong()).isEqualTo(10);
        assertThat(missing.at("/payment_row/attempt_id").asString()).isEqualTo("att_5");
        assertThat(service.list("?class=I2").at("/data/0/other_row/rule").asString())
                .isEqualTo("capture");
        assertThat(missing.path("first_seen_run")).isEqualTo(run.path("run_id"));
        assertThat(missing.path("last_seen_run")).isEqualTo(second.path("run_id"));

        platform.succeeded("3", "authorize", 70, BEFORE_CUT, "authorization");
        assertThat(service.run().at("/discrepancies/I1").asLong()).isZero();
        assertThat(service.list("?class=I1").at("/data/0/status").asString())
                .isEqualTo("auto_resolved");
        assertThat(service.list("?status=open").path("data")).hasSize(4);
    }

    @Test
    void aDamagedFileIsHeldAndNothingOfItIsPosted() {
        String damaged = SettlementText.ended(SettlementText.EXAMPLE).replace("att_2", "att_3");
        SettlementText.put(inbox, NAME, damaged);

        JsonNode run = service.run();

        assertThat(run.path("status").asString()).isEqualTo("closed");
        assertThat(run.at("/files/0/status").asString()).isEqualTo("held");
        assertThat(run.at("/files/0/line").asLong()).isEqualTo(5);
        assertThat(run.at("/files/0/field").asString()).isEqualTo("checksum");
        assertThat(run.at("/discrepancies/E10").asLong()).isEqualTo(1);
        assertThat(platform.booked).isEmpty();
        assertThat(service.list("?class=E10").at("/data/0/other_row/file").asString())
                .isEqualTo(NAME);

        SettlementText.put(inbox, NAME, SettlementText.ended(SettlementText.EXAMPLE));
        assertThat(service.run().at("/discrepancies/E10").asLong()).isZero();
        assertThat(service.list("?class=E10").at("/data/0/status").asString())
                .isEqualTo("auto_resolved");
    }

    @Test
    void aForeignLineThatMayStillBecomeOursIsExcludedAndNotGuessedAt() {
        String tomorrow =
                SettlementText.EXAMPLE.replace("T12:00", "T12:01").replace("2024", "2099");
        SettlementText.put(inbox, "northbank-2099-11-20-1.csv", SettlementText.ended(tomorrow));
        platform.known.remove("att_2");
        platform.operations.remove("2");
        platform.records.remove("2\nrefund");
        platform.records.remove("2\nrefund_hold");

        JsonNode run = service.run();

        assertThat(run.path("status").asString()).isEqualTo("closed");
        assertThat(run.at("/discrepancies/E2").asLong()).isZero();
        assertThat(
                        run.at("/totals/external/other_side/excluded_by_reason/after_settled_cut")
                                .asLong())
                .isEqualTo(1);
    }

    @Test
    void aRuleThatNobodyKnowsIsABrokenNeighbourAndNoGuess() {
        platform.record("1", "piggy_bank", 5, BEFORE_CUT);

        JsonNode run = service.run();

        assertThat(run.path("status").asString()).isEqualTo("failed");
        assertThat(run.path("reason").asString()).contains("piggy_bank");
    }

    @Test
    void anExportWithoutItsLastLineFailsTheRunAndResolvesNothing() {
        platform.records.remove("3\nauthorization");
        assertThat(service.run().at("/discrepancies/I1").asLong()).isEqualTo(1);

        platform.withoutLastLine = true;
        platform.succeeded("3", "authorize", 70, BEFORE_CUT, "authorization");
        JsonNode run = service.run();

        assertThat(run.path("status").asString()).isEqualTo("failed");
        assertThat(run.path("reason").asString()).contains("ended without its last line");
        assertThat(service.list("?status=open").path("data")).hasSize(1);
    }

    @Test
    void aLedgerThatIsBehindMakesTheRunIncomplete() {
        platform.undeliveredSince = "\"" + BEFORE_CUT + "\"";

        JsonNode run = service.run();

        assertThat(run.path("status").asString()).isEqualTo("incomplete");
        assertThat(run.path("reason").asString()).contains("2024-11-20T11:00:00Z");
    }

    @Test
    void aRunThatDiedAfterPostingIsRepeatedWithTheSameKeys() {
        SettlementText.put(inbox, NAME, SettlementText.ended(SettlementText.EXAMPLE));
        platform.ledgerFailures.set(1);
        assertThat(service.run().path("status").asString()).isEqualTo("failed");

        JsonNode again = service.run();

        assertThat(again.path("status").asString()).as(again.toString()).isEqualTo("closed");
        assertThat(platform.booked).hasSize(4);
        assertThat(platform.bookedOnce).hasSize(2);
    }

    @Test
    void whileOneRunsAnotherIsRefusedAndNamed() {
        SettlementText.put(inbox, NAME, SettlementText.ended(SettlementText.EXAMPLE));
        platform.gate = new CountDownLatch(1);
        Answer first = service.post("{}");
        assertThat(first.status()).isEqualTo(202);

        Answer second = service.post("{}");

        assertThat(second.status()).isEqualTo(409);
        assertThat(second.body().path("code").asString()).isEqualTo("run_in_progress");
        assertThat(second.body().path("detail").asString())
                .endsWith(first.body().path("run_id").asString());
        assertThat(second.raw().headers().firstValue("Retry-After")).isPresent();
        platform.gate.countDown();
        assertThat(service.ended(first.body()).path("status").asString()).isEqualTo("closed");
    }

    @Test
    void aRunThatAnInstanceLeftIsMarkedFailed() {
        service.transactions()
                .write(
                        "leave-run",
                        tx ->
                                tx.insert(
                                        Row.into("runs")
                                                .set("run_id", "rec_left")
                                                .set("status", "running")
                                                .set("step", "done")
                                                .set("done", 0L)
                                                .set("started_at", BEFORE_CUT)));

        JsonNode run = service.ended(service.get("/v1/ops/reconciliation/runs/rec_left").body());

        assertThat(run.path("status").asString()).isEqualTo("failed");
    }

    @Test
    void onlyOperatorsWithTheScopeGetIn() {
        assertThat(service.send(service.request(RUNS).POST(RunningReconciler.body("{}"))).status())
                .isEqualTo(401);
        assertThat(
                        service.send(
                                        service.authorized(RUNS, "reconciliation:read")
                                                .POST(RunningReconciler.body("{}")))
                                .status())
                .isEqualTo(403);
        assertThat(
                        service.send(
                                        service.authorized("/v1/ops/discrepancies", "payments:read")
                                                .GET())
                                .status())
                .isEqualTo(403);
        assertThat(service.get(RUNS + "/rec_nobody").status()).isEqualTo(404);
    }

    @Test
    void aBodyThatIsNotEmptyJsonIsRefusedAndStartsNothing() {
        for (String body : List.of("", "[]", "{\"settled_at\": 1}", "{} {}", "nonsense", "null")) {
            assertThat(service.post(body).status()).as(body).isEqualTo(400);
        }
        assertThat(service.run().path("status").asString()).isEqualTo("closed");
    }

    @Test
    void aParameterThatIsNotValidIsRefused() {
        for (String query :
                List.of(
                        "?limit=0",
                        "?limit=101",
                        "?limit=x",
                        "?class=I99",
                        "?status=closed",
                        "?run_id=%27",
                        "?starting_after=1")) {
            assertThat(service.get("/v1/ops/discrepancies" + query).status())
                    .as(query)
                    .isEqualTo(400);
        }
    }
}
