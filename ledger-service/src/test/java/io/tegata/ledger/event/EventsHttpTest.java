package io.tegata.ledger.event;

import static io.tegata.ledger.account.AccountType.MERCHANT_PENDING;
import static io.tegata.ledger.testing.LedgerClient.EVENTS;
import static io.tegata.ledger.testing.LedgerClient.JSON;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.tegata.ledger.testing.Events;
import io.tegata.ledger.testing.LedgerClient;
import io.tegata.ledger.testing.LedgerClient.Answer;
import io.tegata.ledger.testing.RunningLedger;
import io.tegata.storage.testing.TestDatabase;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;

/** Goal: the contract of /internal/v1/events and /internal/v1/holds over real HTTP. */
@Tag(TestDatabase.BOTH)
class EventsHttpTest {

    private static final RunningLedger LEDGER = RunningLedger.shared();
    private static final LedgerClient CLIENT = new LedgerClient(LEDGER.url());
    private static final String TOKEN = RunningLedger.tokens().token("internal:ledger");
    private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";

    private final Events events = new Events("EUR");

    private String event(String type, String name, Object amount, String more) {
        return """
        {"specversion": "1.0", "id": "evt_%s", "source": "/payment-service", "type": "io.tegata.%s",
         "subject": "%s", "time": "2026-11-20T12:00:00.000001Z", "datacontenttype": "application/json",
         "merchantid": "%s", "aggregateversion": 3, "traceparent": "00-%s-00f067aa0ba902b7-01",
         "data": {"merchant_id": "%s", "payment_id": "%s", "operation_id": "%s", "acquirer": "%s",
                  "amount": %s, "currency": "EUR", "new_member": {"later": true}%s}}
        """
                .formatted(
                        name,
                        type,
                        events.payment(),
                        events.merchant(),
                        TRACE,
                        events.merchant(),
                        events.payment(),
                        events.id(name),
                        events.acquirer(),
                        amount,
                        more);
    }

    private String sale(String name, Object amount) {
        return event(
                "payment.captured",
                name,
                amount,
                ", \"authorization_id\": null, \"released_amount\": 0");
    }

    private static Answer send(String... batch) {
        return CLIENT.post(
                "/internal/v1/events", TOKEN, EVENTS, "[" + String.join(",", batch) + "]");
    }

    private static List<String> statuses(Answer answer) {
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        return StreamSupport.stream(answer.json().path("results").spliterator(), false)
                .map(result -> result.path("status").asString())
                .toList();
    }

    private long pending() {
        return LEDGER.posted(events.merchant(), MERCHANT_PENDING, "EUR");
    }

    @Test
    void eachEventIsAnsweredInOrder() {
        Answer answer =
                send(
                        event("payment.authorized", "a", 1_000, ""),
                        event(
                                "payment.captured",
                                "c",
                                1_000,
                                ", \"authorization_id\": \"" + events.id("a") + "\""),
                        event("payment.declined", "d", 5, ""),
                        event("refund.succeeded", "r", 5, ""),
                        event("payment.authorized", "a", 1_000, ""));
        assertThat(statuses(answer))
                .containsExactly("posted", "posted", "ignored", "refused", "replayed");
        assertThat(answer.json().path("results").path(0).path("id").asString()).isEqualTo("evt_a");
        assertThat(answer.json().path("results").path(0).path("code").isNull()).isTrue();
        assertThat(answer.json().path("results").path(3).path("code").asString())
                .isEqualTo("hold_not_found");
        assertThat(pending()).isEqualTo(971);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "-5", "1.5", "\"12\"", "null", "9007199254740992", "1e400", "{}"})
    void anEventWithABadAmountIsRefusedAlone(String amount) {
        Answer answer = send(sale("bad", amount), sale("good", 1_000));
        assertThat(statuses(answer)).containsExactly("refused", "posted");
        assertThat(answer.json().path("results").path(0).path("code").asString())
                .isEqualTo("invalid_field");
        assertThat(pending()).isEqualTo(971);
    }

    @Test
    void anEventInACurrencyThatNobodyKnowsIsRefusedAlone() {
        Answer answer = send(sale("bad", 10).replace("\"EUR\"", "\"ZZZ\""), sale("good", 1_000));
        assertThat(statuses(answer)).containsExactly("refused", "posted");
        assertThat(answer.json().path("results").path(0).path("code").asString())
                .isEqualTo("currency_unknown");
    }

    @Test
    void anEventWithAnIdThatNoDatabaseTakesIsRefused() {
        assertThat(statuses(send(sale("x\\u0000", 10), sale("y".repeat(60), 10))))
                .containsExactly("refused", "refused");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{",
                "{}",
                "null",
                "[null]",
                "[{}]",
                "[1]",
                "[{\"specversion\": \"0.3\", \"id\": \"e\", \"type\": \"t\", \"time\": \"2026-11-20T12:00:00Z\"}]",
                "[{\"specversion\": \"1.0\", \"id\": \"e\", \"type\": \"t\", \"time\": \"yesterday\"}]",
                "[{\"specversion\": \"1.0\", \"id\": \"e\", \"type\": \"t\", \"time\": \"+20000-01-01T00:00:00Z\"}]",
                "[{\"specversion\": \"1.0\", \"id\": 5, \"type\": \"t\", \"time\": \"2026-11-20T12:00:00Z\"}]",
                "[{\"specversion\": \"1.0\", \"id\": \"\", \"type\": \"t\", \"time\": \"2026-11-20T12:00:00Z\"}]"
            })
    void aBatchWithoutWholeEnvelopesIsAProblem(String body) {
        Answer answer = CLIENT.post("/internal/v1/events", TOKEN, EVENTS, body);
        assertThat(answer.status()).as(answer.text()).isEqualTo(400);
        assertThat(answer.code()).isIn("malformed_request", "invalid_field");
    }

    @Test
    void aBatchHasABound() {
        String tooMany =
                IntStream.range(0, 257)
                        .mapToObj(i -> sale("s" + i, 10))
                        .collect(Collectors.joining(",", "[", "]"));
        Answer answer = CLIENT.post("/internal/v1/events", TOKEN, EVENTS, tooMany);
        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.code()).isEqualTo("batch_too_large");
        assertThat(statuses(send())).isEmpty();
    }

    @Test
    void eventsComeAsABatchOfCloudEvents() {
        assertThat(CLIENT.post("/internal/v1/events", TOKEN, JSON, "[]").status()).isEqualTo(415);
        assertThat(CLIENT.get("/internal/v1/events", TOKEN).status()).isEqualTo(405);
    }

    @Test
    void theLogOfABookingCarriesThePaymentsOwnTrace() {
        var logger = (Logger) LoggerFactory.getLogger("io.tegata.ledger.event.web.EventIntake");
        var lines = new ListAppender<ILoggingEvent>();
        lines.start();
        logger.addAppender(lines);
        try {
            assertThat(statuses(send(sale("s", 1_000)))).containsExactly("posted");
        } finally {
            logger.detachAppender(lines);
        }
        assertThat(lines.list)
                .filteredOn(line -> line.getFormattedMessage().endsWith("of " + events.payment()))
                .singleElement()
                .satisfies(
                        line -> {
                            assertThat(line.getMDCPropertyMap()).containsEntry("traceId", TRACE);
                            assertThat(line.getKeyValuePairs())
                                    .extracting(pair -> pair.key + "=" + pair.value)
                                    .containsExactly(
                                            "payment_id=" + events.payment(),
                                            "operation_id=" + events.id("s"));
                        });
    }

    private String holdCall(String name, Object amount, String... batch) {
        return """
        {"events": [%s], "hold": {"operation_id": "%s", "merchant_id": "%s", "payment_id": "%s", "acquirer": "%s",
         "amount": %s, "currency": "EUR", "source_at": "2026-11-20T12:00:01.000001Z"}}
        """
                .formatted(
                        String.join(",", batch),
                        events.id(name),
                        events.merchant(),
                        events.payment(),
                        events.acquirer(),
                        amount);
    }

    private Answer hold(String name, Object amount, String... batch) {
        return CLIENT.post("/internal/v1/holds", TOKEN, JSON, holdCall(name, amount, batch));
    }

    @Test
    void aHoldBooksTheEventsThatItBringsFirst() {
        long all = 971 + RunningLedger.OVERDRAFT;
        assertThat(hold("r", all).status()).isEqualTo(422);
        Answer placed = hold("r", all, sale("s", 1_000));
        assertThat(placed.status()).as(placed.text()).isEqualTo(201);
        assertThat(placed.json().path("status").asString()).isEqualTo("placed");
        assertThat(placed.json().path("hold_id").asString()).startsWith("hld_");

        Answer again = hold("r", all, sale("s", 1_000));
        assertThat(again.status()).isEqualTo(201);
        assertThat(again.json().path("status").asString()).isEqualTo("replayed");
        assertThat(again.json().path("hold_id")).isEqualTo(placed.json().path("hold_id"));
        assertThat(statuses(send(sale("s", 1_000)))).containsExactly("replayed");
    }

    @Test
    void aHoldThatIsRefusedSaysWhyAndStillBooksItsEvents() {
        Answer answer = hold("r", 1_000_000, sale("s", 1_000));
        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.code()).isEqualTo("insufficient_funds");
        assertThat(answer.json().path("payment_id").asString()).isEqualTo(events.payment());
        assertThat(answer.json().path("operation_id").asString()).isEqualTo(events.id("r"));
        assertThat(pending()).isEqualTo(971);
    }

    @Test
    void aRefundThatFailedBeforeItsHoldTakesTheHoldsPlace() {
        assertThat(statuses(send(event("refund.failed", "r", 400, "")))).containsExactly("posted");
        Answer late = hold("r", 400, sale("s", 1_000));
        assertThat(late.status()).isEqualTo(409);
        assertThat(late.code()).isEqualTo("hold_released");
        assertThat(statuses(send(event("refund.failed", "r", 400, ""))))
                .containsExactly("replayed");
        assertThat(pending()).isEqualTo(971);
        assertThat(LEDGER.held(events.merchant(), MERCHANT_PENDING, "EUR")).isZero();
    }

    @Test
    void aHoldWithOtherFactsIsAConflict() {
        assertThat(hold("r", 100).status()).isEqualTo(201);
        Answer answer = hold("r", 101);
        assertThat(answer.status()).isEqualTo(409);
        assertThat(answer.code()).isEqualTo("posting_key_conflict");
        assertThat(answer.json().path("detail").asString()).contains("another amount");
    }

    @Test
    void aBadHoldIsAProblemAndNothingIsStored() {
        for (String amount : List.of("0", "-1", "1.5", "\"1\"", "null", "9007199254740992")) {
            assertThat(hold("r", amount, sale("s", 1_000)).status()).as(amount).isEqualTo(400);
        }
        assertThat(
                        CLIENT.post(
                                        "/internal/v1/holds",
                                        TOKEN,
                                        JSON,
                                        holdCall("r", 5).replace("\"EUR\"", "\"XXX\""))
                                .code())
                .isEqualTo("currency_unknown");
        assertThat(CLIENT.post("/internal/v1/holds", TOKEN, JSON, "{}").status()).isEqualTo(400);
        assertThat(CLIENT.post("/internal/v1/holds", TOKEN, JSON, "{\"events\": []}").status())
                .isEqualTo(400);
        assertThat(LEDGER.balances(events.merchant(), "EUR")).isEmpty();
    }
}
