package io.tegata.simulator.book;

import static org.assertj.core.api.Assertions.assertThat;

import io.tegata.simulator.RunningSimulator;
import io.tegata.simulator.RunningSimulator.Answer;
import io.tegata.storage.testing.TestDatabase;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Goal: whatever is sent, repeated or raced, the bank books each reference once and exactly. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Tag(TestDatabase.BOTH)
class ChargeTest {

    private static final int AT_ONCE = 24;

    private RunningSimulator bank;

    @BeforeAll
    void start(@TempDir Path folder) {
        bank = new RunningSimulator(TestDatabase.freshArgument(), folder);
    }

    @AfterAll
    void stop() {
        bank.close();
    }

    @Test
    void approvesChargesCapturesAndRefunds() {
        assertThat(bank.charge("a1", 1_000, "approve", false).text("status")).isEqualTo("approved");
        assertThat(bank.capture("a1", "a2", 600, false).status()).isEqualTo(200);
        assertThat(bank.refund("a1", "a3", 250).body().path("amount").asLong()).isEqualTo(250);
        assertThat(bank.giveBack("a1", "a4").body().path("amount").asLong()).isEqualTo(400);
        assertThat(bank.get("/v1/operations/a4").body().path("amount").asLong()).isEqualTo(400);
    }

    /**
     * The platform concludes from these bodies that nothing was booked; a bare 404 says nothing.
     */
    @Test
    void namesWhatItDoesNotKnow() {
        var json = new JsonMapper();
        var unknownCharge = new Answer(404, json.readTree("{\"error\":\"unknown_charge\"}"));

        assertThat(bank.get("/v1/operations/nobody"))
                .isEqualTo(new Answer(404, json.readTree("{\"error\":\"unknown_reference\"}")));
        assertThat(bank.capture("nobody", "n1", 1, false)).isEqualTo(unknownCharge);
        assertThat(bank.giveBack("nobody", "n2")).isEqualTo(unknownCharge);
        assertThat(bank.refund("nobody", "n3", 1)).isEqualTo(unknownCharge);
    }

    @ParameterizedTest
    @CsvSource({"insufficient_funds", "do_not_honor", "expired_card"})
    void declinesAsTheCardSays(String code) {
        Answer declined = bank.charge("d_" + code, 500, "decline_" + code, true);

        assertThat(declined.status()).isEqualTo(200);
        assertThat(declined.text("status")).isEqualTo("declined");
        assertThat(declined.text("decline_code")).isEqualTo(code);
        assertThat(bank.capture("d_" + code, "d2_" + code, 1, false).text("error"))
                .isEqualTo("charge_declined");
    }

    @Test
    void refusesWhatTheChargeDoesNotAllow() {
        assertThat(bank.charge("r1", 1_000, "approve", false).status()).isEqualTo(200);

        assertThat(bank.capture("r1", "r2", 1_001, false).text("error"))
                .isEqualTo("amount_exceeds_remaining");
        assertThat(bank.refund("r1", "r3", 1).text("error")).isEqualTo("amount_exceeds_captured");
        assertThat(bank.capture("r1", "r4", 700, true).status()).isEqualTo(200);
        assertThat(bank.capture("r1", "r5", 1, false).status()).isEqualTo(422);
        assertThat(bank.giveBack("r1", "r6").text("error")).isEqualTo("nothing_to_void");
        assertThat(bank.refund("r1", "r7", 700).status()).isEqualTo(200);
        assertThat(bank.refund("r1", "r8", 1).status()).isEqualTo(422);
        assertThat(bank.refund("nobody", "r9", 1).status()).isEqualTo(404);
        for (String refused : List.of("r2", "r3", "r5", "r6", "r8", "r9")) {
            assertThat(bank.get("/v1/operations/" + refused).status()).isEqualTo(404);
        }
    }

    @Test
    void answersARepeatAlikeAndRefusesOtherContent() {
        Answer first = bank.charge("p1", 1_000, "approve", false);
        assertThat(bank.charge("p1", 1_000, "approve", false)).isEqualTo(first);
        assertThat(bank.charge("p1", 1_001, "approve", false).status()).isEqualTo(409);
        Answer capture = bank.capture("p1", "p2", 1_000, false);
        assertThat(bank.capture("p1", "p2", 1_000, false)).isEqualTo(capture);
        assertThat(bank.capture("p1", "p2", 999, false).text("error"))
                .isEqualTo("reference_reused");
        assertThat(bank.refund("p1", "p2", 1_000).status()).isEqualTo(409);
    }

    @Test
    void booksOneChargeForManyAtOnce() throws Exception {
        List<Answer> answers = atOnce(_ -> bank.charge("o1", 700, "approve", true));

        assertThat(new HashSet<>(answers)).hasSize(1);
        assertThat(answers.getFirst().status()).isEqualTo(200);
        assertThat(refunds("o1", "same")).isEqualTo(new Refunded(AT_ONCE, 0));
        assertThat(bank.refund("o1", "rest", 699).status()).isEqualTo(200);
    }

    @Test
    void neverRefundsMoreThanCapturedHoweverManyTry() throws Exception {
        assertThat(bank.charge("o2", 10, "approve", true).status()).isEqualTo(200);

        assertThat(refunds("o2", null)).isEqualTo(new Refunded(10, AT_ONCE - 10));
    }

    private record Refunded(long done, long refused) {}

    private Refunded refunds(String charge, @org.jspecify.annotations.Nullable String sameReference)
            throws Exception {
        List<Answer> answers =
                atOnce(
                        number ->
                                bank.refund(
                                        charge,
                                        charge
                                                + "_"
                                                + (sameReference == null ? number : sameReference),
                                        1));
        return new Refunded(
                answers.stream().filter(answer -> answer.status() == 200).count(),
                answers.stream().filter(answer -> answer.status() == 422).count());
    }

    private interface Call {
        Answer send(int number);
    }

    private static List<Answer> atOnce(Call call) throws Exception {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var calls = new ArrayList<Callable<Answer>>();
            for (int i = 0; i < AT_ONCE; i++) {
                int number = i;
                calls.add(() -> call.send(number));
            }
            var answers = new ArrayList<Answer>();
            for (Future<Answer> answer : threads.invokeAll(calls)) {
                answers.add(answer.get());
            }
            return answers;
        }
    }

    @Test
    void keepsTheAnswerBackButTheChargeBooked() {
        assertThat(bank.charge("h1", 100, "error_after_charge", true).status()).isEqualTo(500);
        assertThat(bank.get("/v1/operations/h1").text("status")).isEqualTo("approved");
        assertThat(bank.charge("h1", 100, "error_after_charge", true).status()).isEqualTo(200);

        long before = System.nanoTime();
        assertThat(bank.charge("h2", 100, "hang_after_charge", true).status()).isEqualTo(200);
        assertThat(System.nanoTime() - before).isGreaterThan(250_000_000L);
        assertThat(bank.charge("h3", 100, "hang_before_charge", true).status()).isEqualTo(504);
        assertThat(bank.get("/v1/operations/h3").status()).isEqualTo(404);
    }

    @Test
    void letsNobodyInWithoutTheKey() {
        assertThat(bank.getWithout("/admin/book", "Bearer other").status()).isEqualTo(401);
        assertThat(bank.getWithout("/v1/operations/x", "Basic a2V5").status()).isEqualTo(401);
        assertThat(bank.getWithout("/actuator/health", "none").status()).isEqualTo(200);
        assertThat(bank.getWithout("/actuator/healthy", "none").status()).isEqualTo(401);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{",
                "[]",
                "{\"reference\": \"b\"}",
                "{\"reference\": \"b\", \"order_reference\": \"o\", \"amount\": 0, \"currency\": \"EUR\", \"card_token\": \"approve\", \"capture\": true}",
                "{\"reference\": \"b\", \"order_reference\": \"o\", \"amount\": -1, \"currency\": \"EUR\", \"card_token\": \"approve\", \"capture\": true}",
                "{\"reference\": \"b\", \"order_reference\": \"o\", \"amount\": 1.5, \"currency\": \"EUR\", \"card_token\": \"approve\", \"capture\": true}",
                "{\"reference\": \"b\", \"order_reference\": \"o\", \"amount\": 9007199254740992, \"currency\": \"EUR\", \"card_token\": \"approve\", \"capture\": true}",
                "{\"reference\": \"b\", \"order_reference\": \"o\", \"amount\": 99999999999999999999, \"currency\": \"EUR\", \"card_token\": \"approve\", \"capture\": true}",
                "{\"reference\": \"b\", \"order_reference\": \"o\", \"amount\": 1, \"currency\": \"EURO\", \"card_token\": \"approve\", \"capture\": true}",
                "{\"reference\": \"b\\n\", \"order_reference\": \"o\", \"amount\": 1, \"currency\": \"EUR\", \"card_token\": \"approve\", \"capture\": true}",
                "{\"reference\": \"b\", \"order_reference\": \"o\", \"amount\": 1, \"currency\": \"EUR\", \"card_token\": \"gold\", \"capture\": true}"
            })
    void refusesBadInputAndStoresNothing(String body) {
        assertThat(bank.post("/v1/charges", body).status()).isBetween(400, 422);
        assertThat(bank.get("/v1/operations/b").status()).isEqualTo(404);
    }

    /** A plain model of one charge predicts every answer; what is booked sums to the model. */
    @ParameterizedTest(name = "seed {0}")
    @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8})
    void agreesWithAPlainModel(int seed) {
        RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
        String charge = "m" + seed;
        long capturable = random.nextLong(1, 200);
        long captured = 0;
        long refunded = 0;
        JsonNode before = bank.book().path("by_currency").path("EUR");
        assertThat(bank.charge(charge, capturable, "approve", false).status()).isEqualTo(200);
        for (int step = 0; step < 20; step++) {
            String reference = charge + "_" + step;
            long amount = random.nextLong(1, 80);
            boolean allowed;
            Answer answer;
            if (random.nextBoolean()) {
                boolean last = random.nextInt(6) == 0;
                allowed = amount <= capturable;
                answer = bank.capture(charge, reference, amount, last);
                captured += allowed ? amount : 0;
                capturable = allowed ? (last ? 0 : capturable - amount) : capturable;
            } else {
                allowed = amount <= captured - refunded;
                answer = bank.refund(charge, reference, amount);
                refunded += allowed ? amount : 0;
            }
            assertThat(answer.status()).isEqualTo(allowed ? 200 : 422);
        }
        JsonNode after = bank.book().path("by_currency").path("EUR");
        assertThat(after.path("captured").asLong() - before.path("captured").asLong())
                .isEqualTo(captured);
        assertThat(after.path("refunded").asLong() - before.path("refunded").asLong())
                .isEqualTo(refunded);
    }
}
