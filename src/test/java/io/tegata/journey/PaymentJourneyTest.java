package io.tegata.journey;

import static org.assertj.core.api.Assertions.assertThat;

import io.tegata.gateway.GatewayService;
import io.tegata.journey.Http.Answer;
import io.tegata.ledger.LedgerService;
import io.tegata.payment.PaymentService;
import io.tegata.storage.testing.TestDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Goal: each operation, from the merchant's request over all services to the acquirer's book and
 * the ledger.
 */
@Tag(TestDatabase.BOTH)
class PaymentJourneyTest {

    private static Platform platform;
    private static Merchant merchant;

    @BeforeAll
    static void start() {
        platform = Platform.get();
        merchant = Merchant.create(platform);
    }

    @Test
    void automaticCaptureTakesTheMoney() {
        Answer paid = merchant.payNow(1250);

        assertThat(paid.status()).as(paid.body()).isEqualTo(201);
        assertThat(paid.header("Idempotency-Status")).isEqualTo("created");
        assertThat(paid.at("/status")).isEqualTo("captured");
        assertThat(paid.at("/outcome")).isEqualTo("executed");
        assertThat(paid.number("/amount_captured/amount")).isEqualTo(1250);
        assertThat(merchant.get("/v1/payments/" + paid.at("/id")).body()).isEqualTo(paid.body());
        awaitEntries(paid.at("/id"), "capture", "merchant_fee");
    }

    @Test
    void anAuthorizationIsCapturedInPartsAndTheRestGivenBack() {
        Answer authorized = merchant.authorize(10_000);
        String payment = authorized.at("/id");
        assertThat(authorized.at("/status")).as(authorized.body()).isEqualTo("authorized");
        assertThat(authorized.number("/amount_capturable/amount")).isEqualTo(10_000);

        Answer first = merchant.capture(payment, payment + "-1", 4_000, false);
        assertThat(first.status()).as(first.body()).isEqualTo(201);
        assertThat(first.at("/payment/status")).isEqualTo("partially_captured");
        Answer last = merchant.capture(payment, payment + "-2", 5_000, true);
        assertThat(last.at("/payment/status")).isEqualTo("captured");
        assertThat(last.number("/payment/amount_captured/amount")).isEqualTo(9_000);
        assertThat(last.number("/payment/amount_capturable/amount")).isZero();

        Answer more = merchant.capture(payment, payment + "-3", 1, false);
        assertThat(more.status()).isEqualTo(409);
        assertThat(more.at("/code")).isEqualTo("payment_state_conflict");
        awaitEntries(payment, "capture", "capture");
    }

    @Test
    void aCaptureLargerThanTheRestIsRefusedAndStored() {
        String payment = merchant.authorize(500).at("/id");

        Answer refused = merchant.capture(payment, payment + "-big", 501, false);
        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.at("/code")).isEqualTo("amount_exceeds_authorized");
        assertThat(refused.at("/outcome")).isEqualTo("not_executed");
        Answer again = merchant.capture(payment, payment + "-big", 501, false);
        assertThat(again.body()).isEqualTo(refused.body());
        assertThat(again.header("Idempotency-Status")).isEqualTo("replayed");
    }

    @Test
    void aVoidGivesTheUncapturedRestBack() {
        String payment = merchant.authorize(700).at("/id");

        Answer voided = merchant.voidRest(payment, payment + "-void");
        assertThat(voided.status()).as(voided.body()).isEqualTo(201);
        assertThat(voided.at("/payment/status")).isEqualTo("voided");
        assertThat(merchant.capture(payment, payment + "-late", 700, false).status())
                .isEqualTo(409);
    }

    @Test
    void refundsAreHeldAtTheLedgerThenPosted() {
        String payment = merchant.payNow(3_000).at("/id");

        Answer part = merchant.refund(payment, payment + "-r1", 1_000);
        assertThat(part.status()).as(part.body()).isEqualTo(201);
        assertThat(part.at("/id")).startsWith("ref_");
        assertThat(part.number("/payment/amount_refunded/amount")).isEqualTo(1_000);
        Answer rest = merchant.refund(payment, payment + "-r2", 2_000);
        assertThat(rest.number("/payment/amount_refunded/amount")).isEqualTo(3_000);
        Answer tooMuch = merchant.refund(payment, payment + "-r3", 1);
        assertThat(tooMuch.at("/code")).isEqualTo("amount_exceeds_captured");
        assertThat(merchant.get("/v1/refunds/" + part.at("/id")).at("/status"))
                .isEqualTo("succeeded");
        awaitEntries(payment, "capture", "refund", "refund");
    }

    @Test
    void aDeclineIsFinalAndFreesTheReference() {
        String reference = merchant.reference();
        Answer declined =
                merchant.pay(
                        reference + "-1",
                        reference,
                        900,
                        "JPY",
                        "automatic",
                        "pm_sandbox_decline_insufficient_funds");

        assertThat(declined.status()).as(declined.body()).isEqualTo(402);
        assertThat(declined.at("/code")).isEqualTo("payment_declined");
        assertThat(declined.at("/outcome")).isEqualTo("not_executed");
        Answer payment = merchant.get("/v1/payments/" + declined.at("/payment_id"));
        assertThat(payment.at("/status")).isEqualTo("declined");
        assertThat(payment.at("/last_error/code")).isEqualTo("insufficient_funds");

        Answer secondCard =
                merchant.pay(
                        reference + "-2", reference, 900, "JPY", "automatic", "pm_sandbox_approve");
        assertThat(secondCard.at("/status")).isEqualTo("captured");
        Answer third =
                merchant.pay(
                        reference + "-3", reference, 900, "JPY", "automatic", "pm_sandbox_approve");
        assertThat(third.at("/code")).isEqualTo("duplicate_merchant_reference");
        assertThat(third.at("/payment_id")).isEqualTo(secondCard.at("/id"));
    }

    @Test
    void theSameKeyAnswersTheSameBytesForEver() {
        String reference = merchant.reference();
        Answer first =
                merchant.pay(reference, reference, 4_200, "KWD", "automatic", "pm_sandbox_approve");
        Answer again =
                merchant.pay(
                        "\"" + reference + "\"",
                        reference,
                        4_200,
                        "KWD",
                        "automatic",
                        "pm_sandbox_approve");

        assertThat(again.status()).isEqualTo(201);
        assertThat(again.body()).isEqualTo(first.body());
        assertThat(again.header("Idempotency-Status")).isEqualTo("replayed");
        assertThat(again.header("Idempotency-Expires-At"))
                .isEqualTo(first.header("Idempotency-Expires-At"));

        Answer other =
                merchant.pay(reference, reference, 4_201, "KWD", "automatic", "pm_sandbox_approve");
        assertThat(other.status()).isEqualTo(422);
        assertThat(other.at("/code")).isEqualTo("idempotency_key_reused");
        assertThat(other.at("/detail")).contains("amount").doesNotContain("4201");
        assertThat(merchant.get("/v1/idempotency_keys/" + reference).at("/state"))
                .isEqualTo("final");
    }

    @Test
    void manyAtOnceWithOneKeyHaveOneEffect() throws InterruptedException, ExecutionException {
        String reference = merchant.reference();
        long chargesBefore = Operator.book(platform).number("/charges");
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Answer>> answers =
                    IntStream.range(0, 24)
                            .mapToObj(
                                    _ ->
                                            threads.submit(
                                                    () ->
                                                            merchant.pay(
                                                                    reference,
                                                                    reference,
                                                                    100,
                                                                    "EUR",
                                                                    "automatic",
                                                                    "pm_sandbox_approve")))
                            .toList();
            for (Future<Answer> answer : answers) {
                assertThat(answer.get().status()).as(answer.get().body()).isIn(201, 409);
                if (answer.get().status() == 409) {
                    assertThat(answer.get().at("/code")).isEqualTo("idempotency_in_progress");
                    assertThat(answer.get().header("Retry-After")).isEqualTo("1");
                }
            }
        }
        Answer last =
                merchant.pay(reference, reference, 100, "EUR", "automatic", "pm_sandbox_approve");
        assertThat(last.status()).isEqualTo(201);
        assertThat(Operator.book(platform).number("/charges")).isEqualTo(chargesBefore + 1);
        assertThat(
                        merchant.get("/v1/payments?merchant_reference=" + reference)
                                .json()
                                .at("/data")
                                .size())
                .isEqualTo(1);
    }

    @Test
    void whoPrefersToWaitGetsTheFirstOnesAnswer() throws InterruptedException, ExecutionException {
        String reference = merchant.reference();
        String body =
                """
                {"merchant_reference": "%s", "amount": {"amount": 7, "currency": "EUR"},
                 "payment_method": "pm_sandbox_approve"}
                """
                        .formatted(reference);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Answer>> answers =
                    IntStream.range(0, 8)
                            .mapToObj(
                                    _ ->
                                            threads.submit(
                                                    () ->
                                                            merchant.post(
                                                                    "/v1/payments",
                                                                    Map.of(
                                                                            "Idempotency-Key",
                                                                            reference,
                                                                            "Prefer",
                                                                            "wait=10"),
                                                                    body)))
                            .toList();
            for (Future<Answer> answer : answers) {
                assertThat(answer.get().status()).as(answer.get().body()).isEqualTo(201);
                assertThat(answer.get().body()).isEqualTo(answers.getFirst().get().body());
            }
        }
    }

    @Test
    void anotherMerchantsPaymentIsNotThere() {
        String payment = merchant.payNow(100).at("/id");
        Merchant other = Merchant.create(platform);

        Answer read = other.get("/v1/payments/" + payment);
        Answer random = other.get("/v1/payments/pay_aaaaaaaaaaaaaaaaaaaaaaaaaa");
        assertThat(read.status()).isEqualTo(404);
        assertThat(read.at("/detail")).isEqualTo(random.at("/detail"));
        assertThat(other.refund(payment, "steal", 100).status()).isEqualTo(404);
        assertThat(other.get("/v1/payments").json().at("/data").size()).isZero();
        assertThat(other.get("/v1/payments?starting_after=" + payment).status()).isEqualTo(400);
    }

    @Test
    void listsComeInPagesNewestFirst() {
        Merchant shop = Merchant.create(platform);
        List<String> made =
                IntStream.range(0, 7).mapToObj(_ -> shop.payNow(100).at("/id")).toList();

        Answer first = shop.get("/v1/payments?limit=3");
        assertThat(ids(first)).containsExactly(made.get(6), made.get(5), made.get(4));
        assertThat(first.json().at("/has_more").booleanValue()).isTrue();
        Answer second =
                shop.get("/v1/payments?limit=100&starting_after=" + first.at("/next_cursor"));
        assertThat(ids(second)).containsExactly(made.get(3), made.get(2), made.get(1), made.get(0));
        assertThat(second.json().at("/has_more").booleanValue()).isFalse();
        assertThat(ids(shop.get("/v1/payments?status=declined"))).isEmpty();
        assertThat(shop.get("/v1/payments?limit=0").status()).isEqualTo(400);
        assertThat(shop.get("/v1/payments?status=paid").status()).isEqualTo(400);
    }

    @Test
    void anUnknownOutcomeIsToldAndThenFoundOut() {
        String reference = merchant.reference();
        Answer unknown =
                merchant.pay(
                        reference,
                        reference,
                        600,
                        "EUR",
                        "automatic",
                        "pm_sandbox_hang_after_charge");

        assertThat(unknown.status()).as(unknown.body()).isEqualTo(202);
        assertThat(unknown.at("/outcome")).isEqualTo("unknown");
        assertThat(unknown.at("/resolve_by")).isNotEmpty();
        String payment = unknown.at("/id");
        Await.until(
                "the resolver asked the acquirer",
                Duration.ofSeconds(20),
                () -> merchant.get("/v1/payments/" + payment).at("/status").equals("captured"));
        Answer known =
                merchant.pay(
                        reference,
                        reference,
                        600,
                        "EUR",
                        "automatic",
                        "pm_sandbox_hang_after_charge");
        assertThat(known.status()).isEqualTo(201);
        assertThat(known.header("Idempotency-Status")).isEqualTo("replayed");
        assertThat(Operator.book(platform).number("/double_charges")).isZero();
    }

    @Test
    void whatTheAcquirerNeverGotFailsOnlyAfterItsLateArrivalWindow() {
        String reference = merchant.reference();
        Answer unknown =
                merchant.pay(
                        reference,
                        reference,
                        600,
                        "EUR",
                        "automatic",
                        "pm_sandbox_hang_before_charge");
        assertThat(unknown.status()).as(unknown.body()).isEqualTo(202);

        Answer whileUnknown = merchant.refund(unknown.at("/id"), reference + "-refund", 1);
        assertThat(whileUnknown.status()).isEqualTo(409);
        assertThat(whileUnknown.at("/code")).isEqualTo("operation_in_progress");
        Await.until(
                "the window has passed",
                Duration.ofSeconds(40),
                () ->
                        merchant.get("/v1/payments/" + unknown.at("/id"))
                                .at("/status")
                                .equals("failed"));
        Answer known =
                merchant.pay(
                        reference,
                        reference,
                        600,
                        "EUR",
                        "automatic",
                        "pm_sandbox_hang_before_charge");
        assertThat(known.status()).isEqualTo(502);
        assertThat(known.at("/outcome")).isEqualTo("not_executed");
        assertThat(known.at("/retry")).isEqualTo("new_key");
    }

    @Test
    void oneTraceGoesFromTheGatewayToTheLedger() {
        String trace = "4bf92f3577b34da6a3ce929d0e0e4736";
        String reference = merchant.reference();
        Answer paid =
                merchant.post(
                        "/v1/payments",
                        Map.of(
                                "Idempotency-Key",
                                reference,
                                "traceparent",
                                "00-" + trace + "-00f067aa0ba902b7-01"),
                        """
                {"merchant_reference": "%s", "amount": {"amount": 1, "currency": "EUR"},
                 "payment_method": "pm_sandbox_approve"}
                """
                                .formatted(reference));

        assertThat(paid.status()).as(paid.body()).isEqualTo(201);
        for (String service : List.of(PaymentService.NAME, LedgerService.NAME)) {
            Await.until(
                    service + " logs the trace of " + paid.at("/id"),
                    Duration.ofSeconds(10),
                    () ->
                            log(service)
                                    .anyMatch(
                                            line ->
                                                    line.contains(trace)
                                                            && line.contains(paid.at("/id"))));
        }
    }

    @Test
    void aBrowsablePageShowsTheContract() {
        String gateway = platform.url(GatewayService.NAME);
        assertThat(Http.get(gateway + "/docs", Map.of()).status()).isIn(200, 302, 308);
        assertThat(Http.get(gateway + "/openapi/tegata-v1.yaml", Map.of()).body())
                .startsWith("openapi: 3.1");
    }

    private static Stream<String> log(String service) {
        try {
            return Files.readAllLines(platform.log(service)).stream();
        } catch (IOException failure) {
            throw new AssertionError(failure);
        }
    }

    private static List<String> ids(Answer page) {
        return page.json()
                .at("/data")
                .valueStream()
                .map(payment -> payment.at("/id").asString())
                .toList();
    }

    private static void awaitEntries(String payment, String... rules) {
        Await.until(
                "the ledger booked " + List.of(rules) + " for " + payment,
                Duration.ofSeconds(10),
                () -> {
                    List<String> booked =
                            Operator.get(
                                            platform,
                                            "/v1/ops/ledger/journal_entries?payment_id=" + payment)
                                    .json()
                                    .at("/data")
                                    .valueStream()
                                    .map(entry -> entry.at("/rule").asString())
                                    .toList();
                    var missing = new ArrayList<>(List.of(rules));
                    booked.forEach(missing::remove);
                    return missing.isEmpty();
                });
    }
}
