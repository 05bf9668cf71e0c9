package io.tegata.gateway.edge;

import static org.assertj.core.api.Assertions.assertThat;

import io.tegata.gateway.Neighbours;
import io.tegata.gateway.RunningGateway;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Goal: what cannot go on as it came is refused at the door, and every refusal is a problem that
 * names its request.
 */
class RefusalsTest {

    private static Neighbours neighbours;
    private static RunningGateway gateway;

    @BeforeAll
    static void start() {
        neighbours = new Neighbours();
        gateway = new RunningGateway(neighbours.settings());
    }

    @AfterAll
    static void stop() {
        gateway.close();
        neighbours.close();
    }

    @BeforeEach
    void forget() {
        neighbours.seen.clear();
        neighbours.keyExchangeStatus = 200;
    }

    /** On the way to a service both keys would read {@code order-?}. */
    @ParameterizedTest
    @CsvSource({
        "Idempotency-Key, order-ä, ISO-8859-1",
        "Idempotency-Key, order-ö, ISO-8859-1",
        "Idempotency-Key, order-ä, UTF-8",
        "Prefer, wait=5; ä, UTF-8",
        "Accept, text/ä, ISO-8859-1",
        "User-Agent, ä, UTF-8",
        "Content-Type, application/json;ä=1, UTF-8"
    })
    void aHeaderThatWouldNotArriveAsItWasSentIsRefused(String name, String value, Charset charset) {
        var answer =
                gateway.raw(
                        ("POST /v1/payments HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n"
                                        + "Content-Length: 0\r\nAuthorization: "
                                        + bearer()
                                        + "\r\n"
                                        + name
                                        + ": "
                                        + value
                                        + "\r\n\r\n")
                                .getBytes(charset));

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.text("code")).isEqualTo("malformed_request");
        assertThat(answer.text("detail")).contains(name);
        assertThat(neighbours.routed()).isEmpty();
    }

    @Test
    void visibleAsciiSpacesAndTabsPass() {
        var answer =
                gateway.get("/v1/payments", "Authorization", bearer(), "User-Agent", "a ~!\tb");

        assertThat(answer.status()).isEqualTo(200);
        assertThat(neighbours.onlyRouted().headers().getFirst("User-Agent")).startsWith("a ~!");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "*/*",
                "application/*",
                "application/*+json",
                "json",
                "application/",
                "application/json; charset=nowhere",
                "application/json, text/plain"
            })
    void aContentTypeThatIsNotOneMediaTypeIsRefused(String type) {
        for (String path : List.of("/v1/payments", "/v1/ops/merchants", "/oauth2/token")) {
            var answer =
                    path.equals("/oauth2/token")
                            ? gateway.post(path, "{}", "Content-Type", type)
                            : gateway.post(
                                    path, "{}", "Authorization", bearer(), "Content-Type", type);

            assertThat(answer.status()).as(path).isEqualTo(415);
            assertThat(answer.header("Content-Type")).isEqualTo("application/problem+json");
            assertThat(answer.text("code")).isEqualTo("unsupported_media_type");
        }
        assertThat(neighbours.routed()).isEmpty();
    }

    @Test
    void everyRefusalNamesItsRequestAndItsTrace() {
        var refused =
                List.of(
                        gateway.get("/v1/payments"),
                        gateway.get("/v1/payments", "Authorization", "Bearer rubbish"),
                        gateway.get("/v1/payments", "Authorization", "Bearer sk_test_bad"),
                        gateway.get("/nowhere"),
                        gateway.get("/v1/nowhere", "Authorization", bearer()),
                        gateway.post("/docs", ""),
                        gateway.post(
                                "/v1/payments", "x".repeat(BodyLimitFilter.MAX_BODY_BYTES + 1)),
                        gateway.post("/v1/payments", "", "Content-Type", "*/*"));

        assertThat(refused)
                .extracting(RunningGateway.Answer::status)
                .containsExactly(401, 401, 401, 404, 404, 405, 413, 415);
        assertThat(refused)
                .allSatisfy(
                        answer -> {
                            assertThat(answer.text("request_id"))
                                    .isNotEmpty()
                                    .isEqualTo(answer.header("X-Request-Id"));
                            assertThat(answer.text("trace_id")).matches("[0-9a-f]{32}");
                        });
    }

    @Test
    void thatAMethodIsNotAllowedSaysWhichAre() {
        var answer = gateway.post("/openapi/tegata-v1.yaml", "");

        assertThat(answer.status()).isEqualTo(405);
        assertThat(answer.text("code")).isEqualTo("method_not_allowed");
        assertThat(answer.header("Allow")).contains("GET");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Bearer sk_test_good_public",
                "Bearer sk_test_bad",
                "Bearer rubbish",
                "Bearer",
                "Basic !!!"
            })
    void wherePagesArePublicAuthorizationIsNotLookedAt(String authorization) {
        assertThat(get("/", authorization)).isEqualTo(302);
        assertThat(get("/docs", authorization)).isEqualTo(200);
        assertThat(get("/openapi/tegata-v1.yaml", authorization)).isEqualTo(200);
        assertThat(get("/oauth2/jwks", authorization)).isEqualTo(200);
        assertThat(get("/nowhere", authorization)).isEqualTo(404);
        assertThat(get("/v2/payments", authorization)).isEqualTo(404);
    }

    @Test
    void aKeyMakesAnUnknownPathNoSecret() {
        assertThat(get("/v1/nowhere", "Bearer sk_test_good_unknown")).isEqualTo(404);
        assertThat(get("/v1/nowhere", "Bearer sk_test_bad")).isEqualTo(401);
    }

    /** These never come as far as our own filters. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET /v1/payments?a[]=1 HTTP/1.1\r\nHost: localhost",
                "GET /v1/payments/%zz HTTP/1.1\r\nHost: localhost",
                "GET /v1/payments/%2 HTTP/1.1\r\nHost: localhost",
                "GET /v1/payments/%00 HTTP/1.1\r\nHost: localhost",
                "GET / HTTP/1.1\r\nHost: local host",
                "GET / HTTP/1.1",
                "GET / HTTP/9.9\r\nHost: localhost",
                "POST / HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: nothing",
                "rubbish"
            })
    void whatIsNoHttpIsAnsweredByAProblemToo(String head) {
        assertIsMalformed(
                gateway.raw(
                        (head + "\r\nConnection: close\r\n\r\n")
                                .getBytes(StandardCharsets.US_ASCII)));
    }

    @Test
    void aHeadThatIsTooLargeIsAnsweredByAProblemToo() {
        assertIsMalformed(
                gateway.raw(
                        ("GET / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nX: "
                                        + "x".repeat(10_000)
                                        + "\r\n\r\n")
                                .getBytes(StandardCharsets.US_ASCII)));
    }

    private static void assertIsMalformed(RunningGateway.RawAnswer answer) {
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.head()).contains("application/problem+json");
        assertThat(answer.text("type")).isEqualTo("urn:tegata:error:malformed-request");
        assertThat(answer.text("code")).isEqualTo("malformed_request");
        assertThat(answer.body().path("status").asInt()).isEqualTo(400);
        assertThat(answer.text("retry")).isEqualTo("never");
        assertThat(answer.text("outcome")).isEqualTo("not_executed");
        assertThat(answer.text("title")).isNotEmpty();
        assertThat(answer.text("detail")).isNotEmpty();
        assertThat(neighbours.routed()).isEmpty();
    }

    private static int get(String path, String authorization) {
        return gateway.get(path, "Authorization", authorization).status();
    }

    private static String bearer() {
        return "Bearer " + neighbours.token();
    }
}
