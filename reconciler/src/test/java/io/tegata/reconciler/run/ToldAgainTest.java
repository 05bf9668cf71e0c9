package io.tegata.reconciler.run;

import static io.tegata.reconciler.run.RunningReconciler.assertNoDiscrepancy;
import static org.assertj.core.api.Assertions.assertThat;

import io.tegata.reconciler.custody.SettlementText;
import io.tegata.storage.testing.TestDatabase;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/**
 * Goal: a settlement line that is not done is told again in every run until it is: no money stays
 * in suspense, nothing is called matched too early, and no discrepancy is a matter of timing.
 */
@Tag(TestDatabase.BOTH)
class ToldAgainTest {

    private static final String NAME = "northbank-2024-11-20-1.csv";
    private static final Instant BEFORE_CUT = Instant.parse("2024-11-20T11:00:00Z");
    private static final Duration MARGIN = Duration.ofSeconds(1);

    @TempDir Path inbox;

    private final FakePlatform platform = new FakePlatform();
    private RunningReconciler service;

    @BeforeEach
    void start() {
        service =
                new RunningReconciler(
                        platform,
                        TestDatabase.freshArgument(),
                        inbox,
                        "--tegata.reconciler.settled-margin=" + MARGIN.toMillis() + "ms");
        platform.succeeded("1", "sale", 1_250, BEFORE_CUT, "capture", "merchant_fee");
        platform.succeeded("2", "refund", 400, BEFORE_CUT, "refund", "refund_hold");
    }

    @AfterEach
    void stop() {
        service.close();
        platform.close();
    }

    /** What happened before this is older than the margin of the next run. */
    private static void pause() {
        LockSupport.parkNanos(MARGIN.plusMillis(200).toNanos());
    }

    @Test
    void anOperationInFlightIsNoDiscrepancyBeforeItEndsNorAfter() {
        SettlementText.put(inbox, NAME, SettlementText.ended(SettlementText.EXAMPLE));
        platform.pending.add("att_1");
        platform.operations.remove("1");
        platform.records.remove("1\ncapture");
        platform.records.remove("1\nmerchant_fee");

        JsonNode first = service.run();

        assertNoDiscrepancy(first);
        assertThat(platform.booked).containsExactly("refund:400:2");
        assertThat(first.at("/totals/external/other_side/excluded_by_reason/in_flight").asLong())
                .isEqualTo(1);

        pause();
        platform.pending.clear();
        platform.succeeded("1", "sale", 1_250, Instant.now(), "capture", "merchant_fee");
        // It ended after the settled cut of the second run, which must not judge its line yet.
        assertNoDiscrepancy(service.run());

        pause();
        JsonNode third = service.run();
        assertNoDiscrepancy(third);
        assertThat(third.at("/totals/external/other_side/matched").asLong()).isEqualTo(2);
        assertThat(platform.booked).containsExactly("refund:400:2", "capture:1250:1");
        assertThat(platform.suspense).hasValue(0);
        assertThat(service.list("?status=open").path("data")).isEmpty();
    }

    @Test
    void aLineThatWasUnknownLeavesSuspenseWhenItIsKnownAndIsOpenUntilThen() {
        SettlementText.put(inbox, NAME, SettlementText.ended(SettlementText.EXAMPLE));
        platform.known.clear();
        platform.operations.remove("2");
        platform.records.remove("2\nrefund");
        platform.records.remove("2\nrefund_hold");

        JsonNode unknown =
                service.run(); // the operation of line 1 is there, and still nobody knows the line

        assertThat(unknown.at("/discrepancies/E2").asLong()).isEqualTo(2);
        assertThat(unknown.at("/totals/external/other_side/matched").asLong()).isZero();
        assertThat(unknown.at("/totals/external/other_side/open").asLong()).isEqualTo(2);
        assertThat(platform.suspense).hasValue(1_225 - 400);

        platform.known.add("att_1");
        platform.succeeded("2", "refund", 400, BEFORE_CUT, "refund", "refund_hold");
        assertNoDiscrepancy(service.run());

        assertThat(platform.suspense).hasValue(0);
        assertThat(platform.booked)
                .containsExactlyInAnyOrder(
                        "unknown:1250:",
                        "unknown:-400:",
                        "capture_from_suspense:1250:1",
                        "refund_from_suspense:400:2");
        assertThat(service.list("?class=E2&status=open").path("data")).isEmpty();
    }

    @Test
    void aCrashBetweenSuspenseAndItsNoteLeavesNoMoneyBehind() {
        SettlementText.put(inbox, NAME, SettlementText.ended(SettlementText.EXAMPLE));
        platform.known.clear();
        platform.ledgerFailures.set(1);
        assertThat(service.run().path("status").asString()).isEqualTo("failed");
        assertThat(platform.suspense).hasValue(1_225 - 400);

        platform.known.add("att_1");
        platform.known.add("att_2");
        assertNoDiscrepancy(service.run());

        assertThat(platform.suspense).hasValue(0);
    }

    @Test
    void aLineThatTheLedgerRefusesIsADiscrepancyAndTheRestFlows() {
        SettlementText.put(inbox, NAME, SettlementText.ended(SettlementText.EXAMPLE));
        String next =
                """
                H,northbank,2,2024-11-20,2024-11-20T13:00:00.000000Z
                D,1,capture,att_5,att_5,10,0,EUR
                T,EUR,1,10
                """;
        SettlementText.put(inbox, "northbank-2024-11-20-2.csv", SettlementText.ended(next));
        platform.succeeded("5", "sale", 10, BEFORE_CUT, "capture");
        platform.refused.add(2L);

        JsonNode run = service.run();

        assertThat(run.path("status").asString()).as(run.toString()).isEqualTo("closed");
        assertThat(platform.booked).contains("capture:1250:1", "capture:10:5");
        assertThat(run.at("/discrepancies/I1").asLong()).isEqualTo(1);
        JsonNode refused = service.list("?class=I1").at("/data/0/other_row");
        assertThat(refused.path("reference").asString()).isEqualTo("att_2");
        assertThat(refused.at("/told/refusal").asString())
                .isEqualTo("currency_unknown: as the test wants");

        platform.refused.clear();
        assertNoDiscrepancy(service.run());
        assertThat(service.list("?class=I1").at("/data/0/status").asString())
                .isEqualTo("auto_resolved");
    }
}
