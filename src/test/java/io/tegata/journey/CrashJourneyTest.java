package io.tegata.journey;

import static org.assertj.core.api.Assertions.assertThat;

import io.tegata.journey.Http.Answer;
import io.tegata.payment.PaymentService;
import io.tegata.storage.testing.TestDatabase;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/**
 * Goal: payment-service killed between the acquirer's charge and its own record: one charge, one
 * payment, books equal.
 */
@Tag(TestDatabase.BOTH)
class CrashJourneyTest {

    private static Platform platform;
    private static Merchant merchant;

    @BeforeAll
    static void start() {
        platform = Platform.get();
        merchant = Merchant.create(platform);
    }

    @Test
    void aRetryAfterKillMinusNineResumesTheOnePayment()
            throws InterruptedException, ExecutionException {
        String reference = merchant.reference();
        long charges = Operator.book(platform).number("/charges");
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var first = threads.submit(() -> pay(reference));
            Await.until(
                    "the acquirer has charged",
                    Duration.ofSeconds(10),
                    () -> Operator.book(platform).number("/charges") == charges + 1);
            // The acquirer has charged and hangs with its answer: nobody in the platform knows yet.
            platform.kill(PaymentService.NAME);
            assertThat(first.get().status()).as(first.get().body()).isNotEqualTo(201);
        }
        platform.start(PaymentService.NAME);

        var last = new Answer[1];
        Await.until(
                "the retry has its answer",
                Duration.ofSeconds(30),
                () -> {
                    last[0] = pay(reference);
                    return last[0].status() != 409 && last[0].status() != 202;
                });
        assertThat(last[0].status()).as(last[0].body()).isEqualTo(201);
        assertThat(last[0].header("Idempotency-Status")).isIn("resumed", "replayed");
        assertThat(last[0].at("/status")).isEqualTo("captured");

        assertThat(Operator.book(platform).number("/charges")).isEqualTo(charges + 1);
        assertThat(Operator.book(platform).number("/double_charges")).isZero();
        assertThat(
                        merchant.get("/v1/payments?merchant_reference=" + reference)
                                .json()
                                .at("/data")
                                .size())
                .isEqualTo(1);
        assertThat(pay(reference).body()).isEqualTo(last[0].body());
        Await.until(
                "the ledger has booked it once",
                Duration.ofSeconds(20),
                () ->
                        Operator.get(
                                                platform,
                                                "/v1/ops/ledger/journal_entries?payment_id="
                                                        + last[0].at("/id"))
                                        .json()
                                        .at("/data")
                                        .valueStream()
                                        .filter(
                                                entry ->
                                                        entry.at("/rule")
                                                                .asString()
                                                                .equals("capture"))
                                        .count()
                                == 1);
        assertTheBooksAgree();
    }

    /** Settles and compares all three books: nothing open, every currency sums to zero. */
    private static void assertTheBooksAgree() {
        Answer file = Operator.settle(platform);
        assertThat(file.status()).as(file.body()).isEqualTo(200);
        JsonNode run = Operator.reconcile(platform);
        assertThat(run.at("/status").asString()).as(run.toString()).isEqualTo("closed");
        assertThat(run.at("/open").longValue()).as(run.toString()).isZero();
        JsonNode balance = Operator.get(platform, "/v1/ops/ledger/trial_balance").json();
        assertThat(balance.at("/currencies").size()).isPositive();
        balance.at("/currencies")
                .forEach(currency -> assertThat(currency.at("/difference").longValue()).isZero());
    }

    private static Answer pay(String reference) {
        return merchant.pay(
                reference, reference, 5_000, "EUR", "automatic", "pm_sandbox_hang_after_charge");
    }
}
