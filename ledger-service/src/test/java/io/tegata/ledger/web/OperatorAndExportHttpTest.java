package io.tegata.ledger.web;

import static io.tegata.ledger.testing.LedgerClient.JSON;
import static org.assertj.core.api.Assertions.assertThat;

import io.tegata.ledger.entry.PostingResult;
import io.tegata.ledger.testing.Events;
import io.tegata.ledger.testing.LedgerClient;
import io.tegata.ledger.testing.LedgerClient.Answer;
import io.tegata.ledger.testing.RunningLedger;
import io.tegata.ledger.testing.TokenIssuer;
import io.tegata.storage.testing.TestDatabase;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** Goal: the export and the operators' reads over real HTTP, and who may call. */
@Tag(TestDatabase.BOTH)
class OperatorAndExportHttpTest {

    private static final RunningLedger LEDGER = RunningLedger.shared();
    private static final LedgerClient CLIENT = new LedgerClient(LEDGER.url());
    private static final TokenIssuer TOKENS = RunningLedger.tokens();
    private static final String OPERATOR = TOKENS.token("ledger:read ops:admin");
    private static final String RECONCILER = TOKENS.token("internal:ledger internal:exports");

    private final Events events = new Events("EUR");

    private void bookALife() {
        assertThat(
                        LEDGER.book(
                                List.of(
                                        events.authorized("a", 1_250),
                                        events.captured("c", 1_000, "a", 250),
                                        events.refundAsked("r", 400),
                                        events.refundSucceeded("r", 400))))
                .allMatch(PostingResult.Posted.class::isInstance);
    }

    private static List<JsonNode> data(Answer answer) {
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        return StreamSupport.stream(answer.json().path("data").spliterator(), false).toList();
    }

    @Test
    void onlyTheRightTokenOpensADoor() {
        Map<String, String> doors =
                Map.of(
                        "/internal/v1/exports/records?settled_at=2026-11-20T12:00:00Z",
                        "internal:exports",
                        "/v1/ops/ledger/trial_balance",
                        "ledger:read",
                        "/v1/ops/ledger/accounts",
                        "ledger:read",
                        "/v1/ops/ledger/journal_entries",
                        "ledger:read");
        doors.forEach(
                (path, scope) -> {
                    assertThat(CLIENT.get(path, TOKENS.token(scope)).status()).isEqualTo(200);
                    assertThat(CLIENT.get(path, null).status()).isEqualTo(401);
                    assertThat(CLIENT.get(path, "rubbish").code()).isEqualTo("unauthenticated");
                    assertThat(CLIENT.get(path, TOKENS.expiredToken(scope)).status())
                            .isEqualTo(401);
                    assertThat(CLIENT.get(path, TOKENS.forgedToken(scope)).status()).isEqualTo(401);
                    assertThat(CLIENT.get(path, TOKENS.tokenForSomebodyElse(scope)).status())
                            .isEqualTo(401);
                    assertThat(CLIENT.get(path, TOKENS.token("payments:read")).code())
                            .isEqualTo("forbidden");
                });
        for (String path :
                List.of(
                        "/internal/v1/events",
                        "/internal/v1/holds",
                        "/internal/v1/settlement_lines")) {
            assertThat(CLIENT.post(path, null, JSON, "{}").status()).isEqualTo(401);
            assertThat(CLIENT.post(path, TOKENS.token("internal:exports"), JSON, "{}").status())
                    .isEqualTo(403);
        }
        assertThat(CLIENT.get("/anything", OPERATOR).status()).isEqualTo(403);
    }

    @Test
    void theTrialBalanceIsZeroInEachCurrency() {
        bookALife();
        JsonNode answer = CLIENT.get("/v1/ops/ledger/trial_balance", OPERATOR).json();
        assertThat(answer.path("at").asString()).endsWith("Z");
        assertThat(answer.path("currencies").size()).isPositive();
        for (JsonNode currency : answer.path("currencies")) {
            assertThat(currency.path("difference").isIntegralNumber()).isTrue();
            assertThat(currency.path("difference").asLong()).isZero();
            assertThat(currency.path("debits")).isEqualTo(currency.path("credits"));
        }
    }

    @Test
    void accountsAreListedByOwnerTypeAndCurrency() {
        bookALife();
        List<JsonNode> accounts =
                data(
                        CLIENT.get(
                                "/v1/ops/ledger/accounts?type=merchant_pending&currency=EUR&owner="
                                        + events.merchant(),
                                OPERATOR));
        assertThat(accounts).hasSize(1);
        JsonNode pending = accounts.getFirst();
        assertThat(pending.path("posted").asLong()).isEqualTo(571);
        assertThat(pending.path("held").asLong()).isZero();
        assertThat(pending.path("available").asLong()).isEqualTo(571);
        assertThat(pending.path("floor").asLong()).isEqualTo(-RunningLedger.OVERDRAFT);
        assertThat(pending.path("normal_side").asString()).isEqualTo("credit");
        assertThat(
                        data(
                                CLIENT.get(
                                        "/v1/ops/ledger/accounts?currency=USD&owner="
                                                + events.merchant(),
                                        OPERATOR)))
                .isEmpty();
    }

    @Test
    void pagesFollowEachOtherToTheEnd() {
        bookALife();
        var seen = new ArrayList<String>();
        String path = "/v1/ops/ledger/journal_entries?limit=2&payment_id=" + events.payment();
        Answer first = CLIENT.get(path, OPERATOR);
        data(first).forEach(entry -> seen.add(entry.path("entry_id").asString()));
        assertThat(first.json().path("has_more").asBoolean()).isTrue();
        String cursor = first.json().path("next_cursor").asString();
        Answer second = CLIENT.get(path + "&starting_after=" + cursor, OPERATOR);
        data(second).forEach(entry -> seen.add(entry.path("entry_id").asString()));
        assertThat(second.json().path("has_more").asBoolean()).isFalse();
        assertThat(second.json().path("next_cursor").isNull()).isTrue();
        assertThat(seen).doesNotHaveDuplicates().hasSize(3);
    }

    @Test
    void entriesOfAnAccountShowTheirPostings() {
        bookALife();
        String account =
                data(CLIENT.get(
                                "/v1/ops/ledger/accounts?type=merchant_pending&owner="
                                        + events.merchant(),
                                OPERATOR))
                        .getFirst()
                        .path("account_id")
                        .asString();
        List<JsonNode> entries =
                data(CLIENT.get("/v1/ops/ledger/journal_entries?account_id=" + account, OPERATOR));
        assertThat(entries)
                .extracting(entry -> entry.path("rule").asString())
                .containsExactlyInAnyOrder("capture", "merchant_fee", "refund");
        JsonNode capture =
                entries.stream()
                        .filter(entry -> entry.path("rule").asString().equals("capture"))
                        .findFirst()
                        .orElseThrow();
        assertThat(capture.path("source_at").asString()).isEqualTo("2026-11-20T12:00:00.000001Z");
        assertThat(capture.path("source_id").asString()).isEqualTo(events.id("c"));
        assertThat(capture.path("postings").path(0).path("side").asString()).isEqualTo("debit");
        assertThat(capture.path("postings").path(0).path("amount").asLong()).isEqualTo(1_000);
        assertThat(capture.path("postings").path(1).path("account_id").asString())
                .isEqualTo(account);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/v1/ops/ledger/accounts?limit=0",
                "/v1/ops/ledger/accounts?limit=101",
                "/v1/ops/ledger/accounts?limit=ten",
                "/v1/ops/ledger/accounts?type=piggy_bank",
                "/v1/ops/ledger/accounts?owner=%00",
                "/v1/ops/ledger/accounts?starting_after=%27%3B--",
                "/v1/ops/ledger/journal_entries?limit=-1",
                "/v1/ops/ledger/journal_entries?payment_id=a&account_id=b",
                "/v1/ops/ledger/journal_entries?payment_id="
            })
    void aBadParameterIsA400ThatNamesIt(String path) {
        Answer answer = CLIENT.get(path, OPERATOR);
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.code()).isEqualTo("invalid_field");
        assertThat(answer.json().path("errors").path(0).path("pointer").asString()).startsWith("/");
    }

    @Test
    void theExportIsSortedCutAndEndsWithItsCount() {
        bookALife();
        Answer answer =
                CLIENT.get(
                        "/internal/v1/exports/records?settled_at=2026-11-20T12:00:00.000001Z",
                        RECONCILER);
        List<JsonNode> lines = lines(answer);
        JsonNode end = lines.removeLast();
        assertThat(end.path("end").asBoolean()).isTrue();
        assertThat(end.path("rows").asLong()).isEqualTo(lines.size());
        assertThat(lines)
                .extracting(
                        line ->
                                line.path("operation_id").asString()
                                        + " "
                                        + line.path("rule").asString())
                .isSorted();
        assertThat(lines)
                .filteredOn(line -> line.path("payment_id").asString().equals(events.payment()))
                .extracting(
                        line ->
                                line.path("rule").asString()
                                        + " "
                                        + line.path("kind").asString()
                                        + " "
                                        + line.path("amount").asLong())
                .containsExactly(
                        "authorization hold 1250",
                        "capture entry 1000",
                        "capture_release hold 1250",
                        "merchant_fee entry 29",
                        "refund entry 400",
                        "refund_hold hold 400");

        List<JsonNode> before =
                lines(
                        CLIENT.get(
                                "/internal/v1/exports/records?settled_at=2026-11-20T12:00:00Z",
                                RECONCILER));
        assertThat(before.getLast().path("rows").asLong()).isEqualTo(before.size() - 1);
        assertThat(before)
                .noneMatch(line -> line.path("payment_id").asString().equals(events.payment()));
    }

    private static List<JsonNode> lines(Answer answer) {
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        return new ArrayList<>(
                answer.text().lines().map(line -> new Answer(200, line).json()).toList());
    }

    @Test
    void theExportNeedsItsCut() {
        for (String query : List.of("", "?settled_at=", "?settled_at=now")) {
            assertThat(CLIENT.get("/internal/v1/exports/records" + query, RECONCILER).code())
                    .isEqualTo("invalid_field");
        }
    }

    @Test
    void theExportGoesOnPageAfterPage() {
        int size = TestDatabase.scaled(250);
        for (int list = 0; list < 5; list++) {
            int number = list;
            assertThat(
                            LEDGER.book(
                                    IntStream.range(0, size)
                                            .mapToObj(i -> events.sold(number + "_" + i, 1_000))
                                            .toList()))
                    .allMatch(PostingResult.Posted.class::isInstance);
        }
        assertThat(LEDGER.book(events.refundFailed("never_held", 5)))
                .isInstanceOf(PostingResult.Posted.class);
        List<JsonNode> lines =
                lines(
                        CLIENT.get(
                                "/internal/v1/exports/records?settled_at=2026-11-20T12:00:00.000001Z",
                                RECONCILER));
        assertThat(lines.removeLast().path("rows").asLong()).isEqualTo(lines.size());
        List<String> keys =
                lines.stream()
                        .map(
                                line ->
                                        line.path("operation_id").asString()
                                                + "\n"
                                                + line.path("rule").asString())
                        .toList();
        assertThat(keys).isSorted().doesNotHaveDuplicates();
        assertThat(keys.stream().filter(key -> key.startsWith(events.id(""))))
                .hasSize(5 * 2 * size);
    }
}
