package io.tegata.ledger.web;

import static io.tegata.ledger.testing.LedgerClient.JSON;
import static org.assertj.core.api.Assertions.assertThat;

import io.tegata.ledger.account.AccountType;
import io.tegata.ledger.entry.PostingResult;
import io.tegata.ledger.testing.Events;
import io.tegata.ledger.testing.LedgerClient;
import io.tegata.ledger.testing.LedgerClient.Answer;
import io.tegata.ledger.testing.RunningLedger;
import io.tegata.storage.testing.TestDatabase;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Goal: the contract of /internal/v1/settlement_lines over real HTTP. */
@Tag(TestDatabase.BOTH)
class SettlementLinesHttpTest {

    private static final RunningLedger LEDGER = RunningLedger.shared();
    private static final LedgerClient CLIENT = new LedgerClient(LEDGER.url());
    private static final String RECONCILER = RunningLedger.tokens().token("internal:ledger");

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

    private String line(int number, String kind, long gross, long fee) {
        return """
        {"file_hash": "%s", "line_no": %d, "acquirer": "%s", "kind": "%s", "gross": %d, "fee": %d,
         "currency": "EUR", "value_date": "2026-11-20", %s}
        """
                .formatted(
                        "ab".repeat(20) + events.acquirer(),
                        number,
                        events.acquirer(),
                        kind,
                        gross,
                        fee,
                        kind.equals("unknown")
                                ? "\"operation_id\": null, \"merchant_id\": null, \"payment_id\": null"
                                : "\"operation_id\": \"%s\", \"merchant_id\": \"%s\", \"payment_id\": \"%s\""
                                        .formatted(
                                                events.id("c"),
                                                events.merchant(),
                                                events.payment()));
    }

    private static Answer settle(String... lines) {
        return CLIENT.post(
                "/internal/v1/settlement_lines",
                RECONCILER,
                JSON,
                "{\"lines\": [" + String.join(",", lines) + "]}");
    }

    @Test
    void settlementLinesAreAnsweredOneByOne() {
        bookALife();
        String capture = line(1, "capture", 1_000, 20);
        Answer answer =
                settle(
                        capture,
                        line(2, "refund", 400, 0),
                        line(3, "unknown", -70, 0),
                        line(4, "unknown", 0, 0),
                        capture);
        assertThat(statuses(answer))
                .containsExactly(
                        "1 posted -",
                        "2 posted -",
                        "3 posted -",
                        "4 refused nothing_to_book",
                        "1 replayed -");
    }

    @Test
    void aLineLeavesSuspenseOverHttp() {
        bookALife();
        assertThat(statuses(settle(line(1, "unknown", 1_000, 20), line(2, "unknown", -400, 0))))
                .containsExactly("1 posted -", "2 posted -");
        assertThat(
                        statuses(
                                settle(
                                        line(1, "capture_from_suspense", 1_000, 20),
                                        line(2, "refund_from_suspense", 400, 0),
                                        line(3, "capture_from_suspense", 5, 0))))
                .containsExactly("1 posted -", "2 posted -", "3 refused not_in_suspense");
        assertThat(LEDGER.posted(events.acquirer(), AccountType.SUSPENSE, "EUR")).isZero();
        assertThat(LEDGER.posted(events.acquirer(), AccountType.ACQUIRER_RECEIVABLE, "EUR"))
                .isZero();
    }

    private static List<String> statuses(Answer answer) {
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        return StreamSupport.stream(answer.json().path("results").spliterator(), false)
                .map(
                        result ->
                                result.path("line_no").asInt()
                                        + " "
                                        + result.path("status").asString()
                                        + " "
                                        + result.path("code").asString("-"))
                .toList();
    }

    @Test
    void aLineThatIsNotValidIsRefusedAlone() {
        String good = line(1, "capture", 1_000, 20);
        assertThat(
                        statuses(
                                settle(
                                        line(2, "gift", 5, 0),
                                        line(3, "capture", 0, 0),
                                        line(4, "capture", 5, -1),
                                        line(5, "capture", 5, 0).replace("\"EUR\"", "\"DEM\""),
                                        line(6, "capture", 5, 0)
                                                .replace("2026-11-20", "1066-10-14"),
                                        line(7, "capture", 5, 0)
                                                .replace("\"" + events.payment() + "\"", "null"),
                                        good)))
                .containsExactly(
                        "2 refused invalid_field",
                        "3 refused invalid_field",
                        "4 refused invalid_field",
                        "5 refused currency_unknown",
                        "6 refused invalid_field",
                        "7 refused invalid_field",
                        "1 posted -");
        assertThat(LEDGER.posted(events.acquirer(), AccountType.BANK_CLEARING, "EUR"))
                .isEqualTo(980);
    }

    @Test
    void aLineThatNoAnswerCouldNameIsAProblemAndNothingIsStored() {
        String good = line(1, "capture", 1_000, 20);
        for (String bad :
                List.of(
                        line(0, "capture", 5, 0),
                        good.replace("2026-11-20", "2026-13-20"),
                        good.replace("\"gross\": 1000", "\"gross\": 10.5"),
                        "null",
                        "{}")) {
            Answer answer = settle(good, bad);
            assertThat(answer.status()).as(bad + answer.text()).isEqualTo(400);
        }
        assertThat(CLIENT.post("/internal/v1/settlement_lines", RECONCILER, JSON, "{}").status())
                .isEqualTo(400);
        assertThat(LEDGER.balances(events.acquirer(), "EUR")).isEmpty();
    }
}
