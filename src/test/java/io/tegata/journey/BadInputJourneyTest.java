package io.tegata.journey;

import static org.assertj.core.api.Assertions.assertThat;

import io.tegata.gateway.GatewayService;
import io.tegata.journey.Http.Answer;
import io.tegata.storage.testing.TestDatabase;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Goal: bad input of any shape is a 4xx problem that says what is wrong, and nothing is stored. */
@Tag(TestDatabase.BOTH)
class BadInputJourneyTest {

    private static Platform platform;
    private static Merchant merchant;

    @BeforeAll
    static void start() {
        platform = Platform.get();
        merchant = Merchant.create(platform);
    }

    static Stream<Arguments> badBodies() {
        return Stream.of(
                Arguments.of("no JSON", "{", 400, "malformed_request"),
                Arguments.of("nothing", "", 400, "invalid_field"),
                Arguments.of("an array", "[]", 400, "malformed_request"),
                Arguments.of(
                        "two documents",
                        body("\"amount\": 1, \"currency\": \"EUR\"") + "{}",
                        400,
                        "malformed_request"),
                Arguments.of(
                        "a duplicate key",
                        "{\"amount\": null, \"amount\": null}",
                        400,
                        "malformed_request"),
                Arguments.of("an unknown field", "{\"amuont\": 1}", 400, "invalid_field"),
                Arguments.of(
                        "a fraction",
                        body("\"amount\": 12.5, \"currency\": \"EUR\""),
                        400,
                        "invalid_field"),
                Arguments.of(
                        "a whole float",
                        body("\"amount\": 12.0, \"currency\": \"EUR\""),
                        400,
                        "invalid_field"),
                Arguments.of(
                        "an exponent",
                        body("\"amount\": 1e3, \"currency\": \"EUR\""),
                        400,
                        "invalid_field"),
                Arguments.of(
                        "text",
                        body("\"amount\": \"12\", \"currency\": \"EUR\""),
                        400,
                        "invalid_field"),
                Arguments.of(
                        "true",
                        body("\"amount\": true, \"currency\": \"EUR\""),
                        400,
                        "invalid_field"),
                Arguments.of(
                        "more than 64 bits",
                        body("\"amount\": 92233720368547758080, \"currency\": \"EUR\""),
                        400,
                        "invalid_field"),
                Arguments.of(
                        "zero",
                        body("\"amount\": 0, \"currency\": \"EUR\""),
                        422,
                        "amount_invalid"),
                Arguments.of(
                        "negative",
                        body("\"amount\": -1, \"currency\": \"EUR\""),
                        422,
                        "amount_invalid"),
                Arguments.of(
                        "2^53",
                        body("\"amount\": 9007199254740992, \"currency\": \"EUR\""),
                        422,
                        "amount_invalid"),
                Arguments.of("no currency", body("\"amount\": 1"), 400, "invalid_field"),
                Arguments.of(
                        "an unknown currency",
                        body("\"amount\": 1, \"currency\": \"XYZ\""),
                        422,
                        "currency_unknown"),
                Arguments.of(
                        "small letters",
                        body("\"amount\": 1, \"currency\": \"eur\""),
                        422,
                        "currency_unknown"),
                Arguments.of(
                        "gold",
                        body("\"amount\": 1, \"currency\": \"XAU\""),
                        422,
                        "currency_unknown"),
                Arguments.of(
                        "a currency that is a number",
                        body("\"amount\": 1, \"currency\": 978"),
                        400,
                        "invalid_field"),
                Arguments.of("deep nesting", "[".repeat(10_000), 400, "malformed_request"),
                Arguments.of(
                        "NUL in metadata",
                        with("\"metadata\": {\"a\": \"\\u0000\"}"),
                        400,
                        "invalid_field"),
                Arguments.of(
                        "a lone surrogate",
                        with("\"metadata\": {\"a\": \"\\ud800\"}"),
                        400,
                        "invalid_field"),
                Arguments.of(
                        "metadata of numbers",
                        with("\"metadata\": {\"a\": 1}"),
                        400,
                        "invalid_field"),
                Arguments.of(
                        "metadata null", with("\"metadata\": {\"a\": null}"), 400, "invalid_field"),
                Arguments.of(
                        "a capture method nobody knows",
                        with("\"capture_method\": \"later\""),
                        400,
                        "invalid_field"),
                Arguments.of(
                        "1 MB",
                        with("\"metadata\": {\"a\": \"" + "x".repeat(1_000_000) + "\"}"),
                        413,
                        "payload_too_large"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("badBodies")
    void aBadBodyIsRefusedAndNothingStored(String what, String body, int status, String code) {
        Answer refused = merchant.post("/v1/payments", "bad-" + what.replace(' ', '-'), body);

        assertProblem(refused, status, code);
        assertThat(merchant.get("/v1/payments").json().at("/data").size()).isZero();
        assertThat(
                        merchant.get(
                                        "/v1/idempotency_keys/bad-"
                                                + what.replace(' ', '-').replace("^", "%5E"))
                                .status())
                .isEqualTo(404);
    }

    static Stream<Arguments> badKeys() {
        return Stream.of(
                Arguments.of("none", Map.of(), "idempotency_key_missing"),
                Arguments.of("empty", Map.of("Idempotency-Key", ""), "idempotency_key_invalid"),
                Arguments.of(
                        "256 characters",
                        Map.of("Idempotency-Key", "k".repeat(256)),
                        "idempotency_key_invalid"),
                Arguments.of(
                        "a space", Map.of("Idempotency-Key", "a b"), "idempotency_key_invalid"),
                Arguments.of(
                        "an open quote",
                        Map.of("Idempotency-Key", "\"abc"),
                        "idempotency_key_invalid"),
                Arguments.of(
                        "a bad escape",
                        Map.of("Idempotency-Key", "\"a\\bc\""),
                        "idempotency_key_invalid"),
                Arguments.of(
                        "a backslash at the end",
                        Map.of("Idempotency-Key", "\"abc\\\""),
                        "idempotency_key_invalid"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("badKeys")
    void aBadKeyIsRefused(String what, Map<String, String> headers, String code) {
        assertProblem(merchant.post("/v1/payments", headers, with("")), 400, code);
    }

    @Test
    void whatIsNotJsonIsRefused() {
        Answer refused =
                Http.post(
                        platform.url(GatewayService.NAME) + "/v1/payments",
                        Map.of(
                                "Idempotency-Key",
                                "text",
                                "Authorization",
                                "Bearer " + merchant.apiKey()),
                        "text/plain",
                        "hello");
        assertProblem(refused, 415, "unsupported_media_type");
    }

    @Test
    void whoIsNobodyIsRefused() {
        Map<String, String> nobody = Map.of("Idempotency-Key", "nobody");
        String payments = platform.url(GatewayService.NAME) + "/v1/payments";
        assertProblem(
                Http.post(payments, nobody, "application/json", with("")), 401, "unauthenticated");
        assertProblem(
                Http.get(payments, Map.of("Authorization", "Bearer sk_test_wrong")),
                401,
                "unauthenticated");
        assertProblem(
                Http.get(payments, Map.of("Authorization", "Bearer a.b.c")),
                401,
                "unauthenticated");
        assertThat(Http.get(platform.url("payment-service") + "/v1/payments", Map.of()).status())
                .isEqualTo(401);
        assertProblem(Operator.get(platform, "/v1/payments"), 403, "forbidden");
        assertProblem(merchant.get("/v1/ops/ledger/trial_balance"), 403, "forbidden");
        assertThat(Operator.get(platform, "/internal/v1/exports/cut").status()).isEqualTo(404);
        assertThat(merchant.get("/internal/v1/exports/cut").status()).isBetween(401, 404);
    }

    @Test
    void whatIsNotThereIsSaidSo() {
        assertProblem(
                merchant.get("/v1/payments/pay_aaaaaaaaaaaaaaaaaaaaaaaaaa"), 404, "not_found");
        assertThat(merchant.get("/v1/payments/%00").status()).isBetween(400, 499);
        assertProblem(merchant.get("/v1/unheard"), 404, "not_found");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "limit=0",
                "limit=101",
                "limit=x",
                "limit=99999999999999999999",
                "status=paid",
                "merchant_reference=%00",
                "merchant_reference=",
                "starting_after=%00",
                "starting_after=pay_aaaaaaaaaaaaaaaaaaaaaaaaaa",
                "created_after=yesterday",
                "created_after=%2B999999999-01-01T00:00:00Z",
                "created_before=-999999999-01-01T00:00:00Z"
            })
    void aBadFilterIsRefused(String query) {
        Answer refused = merchant.get("/v1/payments?" + query);
        assertThat(refused.status()).as(refused.body()).isEqualTo(400);
        assertThat(refused.body()).doesNotContain("Exception").doesNotContain("io.tegata");
    }

    @Test
    void anIdThatCannotBeOneIsNotThere() {
        assertProblem(
                merchant.capture("pay_" + "a".repeat(37), "too-long", 1, false), 404, "not_found");
        assertProblem(merchant.voidRest("x", "too-short"), 404, "not_found");
        assertProblem(merchant.get("/v1/refunds/ref_" + "1".repeat(200)), 404, "not_found");
        assertThat(merchant.get("/v1/idempotency_keys/too-long").status()).isEqualTo(404);
    }

    private static void assertProblem(Answer answer, int status, String code) {
        assertThat(answer.status()).as(answer.body()).isEqualTo(status);
        assertThat(answer.header("Content-Type")).startsWith("application/problem+json");
        assertThat(answer.at("/code")).as(answer.body()).isEqualTo(code);
        assertThat(answer.at("/retry")).isNotEmpty();
        assertThat(answer.at("/outcome")).isEqualTo("not_executed");
        assertThat(answer.body()).doesNotContain("Exception").doesNotContain("io.tegata");
    }

    private static String body(String amount) {
        return "{\"merchant_reference\": \"bad\", \"payment_method\": \"pm_sandbox_approve\", \"amount\": {"
                + amount
                + "}}";
    }

    /** A body that is right but for the member given. */
    private static String with(String member) {
        return "{\"merchant_reference\": \"bad\", \"payment_method\": \"pm_sandbox_approve\", "
                + "\"amount\": {\"amount\": 1, \"currency\": \"EUR\"}"
                + (member.isEmpty() ? "" : ", " + member)
                + "}";
    }
}
