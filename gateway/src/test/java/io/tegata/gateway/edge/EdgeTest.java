package io.tegata.gateway.edge;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import io.tegata.gateway.Neighbours;
import io.tegata.gateway.RunningGateway;
import java.io.ByteArrayInputStream;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Goal: services see who is calling and what is asked, and nothing that a client made up. */
class EdgeTest {

    private static final int LIMIT = BodyLimitFilter.MAX_BODY_BYTES;

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
        neighbours.payment =
                exchange -> {
                    exchange.getResponseHeaders().set("Idempotency-Status", "created");
                    exchange.getResponseHeaders().set("X-Request-Id", "the-services-own");
                    exchange.getResponseHeaders().set("X-Merchant-Id", "inside");
                    exchange.getResponseHeaders().set("Set-Cookie", "a=b");
                    exchange.getResponseHeaders().set("Retry-After", "1");
                    Neighbours.json(exchange, 201, "{\"ü\":1}");
                };
    }

    @Test
    void onlyHeadersOfTheApiPassEitherWay() {
        var answer =
                gateway.post(
                        "/v1/payments?a=%C3%BC%26b%2B%20x&a=2",
                        "{\"a\": 1}",
                        "Authorization",
                        bearer(),
                        "Content-Type",
                        "application/json",
                        "Idempotency-Key",
                        "\"k 1\"",
                        "Prefer",
                        "wait=5",
                        "X-Forwarded-For",
                        "1.2.3.4",
                        "X-Forwarded-Host",
                        "evil",
                        "Forwarded",
                        "for=1.2.3.4",
                        "X-Merchant-Id",
                        "mer_test_other",
                        "Tegata-Deadline",
                        "never",
                        "X-Anything",
                        "x",
                        "baggage",
                        "a=b",
                        "Cookie",
                        "a=b");

        assertThat(answer.status()).isEqualTo(201);
        assertThat(answer.raw().body()).isEqualTo("{\"ü\":1}");
        assertThat(answer.header("Idempotency-Status")).isEqualTo("created");
        assertThat(answer.header("Retry-After")).isEqualTo("1");
        assertThat(answer.raw().headers().map()).doesNotContainKeys("x-merchant-id", "set-cookie");
        var seen = neighbours.onlyRouted();
        assertThat(seen.target()).isEqualTo("/v1/payments?a=%C3%BC%26b%2B%20x&a=2");
        assertThat(seen.body()).isEqualTo("{\"a\": 1}");
        assertThat(seen.headers().getFirst("Idempotency-Key")).isEqualTo("\"k 1\"");
        assertThat(seen.headers().getFirst("Prefer")).isEqualTo("wait=5");
        assertThat(seen.headers().keySet())
                .isSubsetOf(
                        "Accept",
                        "Authorization",
                        "Connection",
                        "Content-length",
                        "Content-type",
                        "Host",
                        "Idempotency-key",
                        "Prefer",
                        "Traceparent",
                        "User-agent",
                        "X-request-id");
    }

    @Test
    void aPlainRequestIdIsKept() {
        var answer =
                gateway.get(
                        "/v1/payments",
                        "Authorization",
                        bearer(),
                        "X-Request-Id",
                        "order-1001_again");

        assertThat(answer.header("X-Request-Id")).isEqualTo("order-1001_again");
        assertThat(neighbours.onlyRouted().headers().get("X-Request-Id"))
                .containsExactly("order-1001_again");
    }

    @ParameterizedTest
    @ValueSource(strings = {"short", "with space", "a\u00e4aaaaaaaa", "<script>alert(1)</script>"})
    void anyOtherRequestIdIsReplaced(String id) {
        var answer = gateway.get("/nowhere", "X-Request-Id", id);

        assertThat(answer.header("X-Request-Id")).matches("req_[a-z2-7]{26}");
        assertThat(answer.text("request_id")).isEqualTo(answer.header("X-Request-Id"));
    }

    @Test
    void aRequestIdTooLongIsReplaced() {
        assertThat(gateway.get("/nowhere", "X-Request-Id", "a".repeat(65)).header("X-Request-Id"))
                .startsWith("req_");
    }

    @Test
    void theTraceBeginsHereOrGoesOn() {
        var _ = gateway.get("/v1/payments", "Authorization", bearer());
        var _ =
                gateway.get(
                        "/v1/payments",
                        "Authorization",
                        bearer(),
                        "traceparent",
                        "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01");
        var _ = gateway.get("/v1/payments", "Authorization", bearer(), "traceparent", "rubbish");

        List<String> passed =
                neighbours.routed().stream()
                        .map(seen -> seen.headers().getFirst("traceparent"))
                        .toList();
        assertThat(passed)
                .allSatisfy(one -> assertThat(one).matches("00-[0-9a-f]{32}-[0-9a-f]{16}-0[13]"));
        assertThat(passed.get(1))
                .startsWith("00-0af7651916cd43dd8448eb211c80319c-")
                .doesNotContain("b7ad6b7169203331");
        assertThat(passed).doesNotHaveDuplicates();
    }

    @Test
    void aBodyOfTheLimitPassesUnchanged() {
        String body = "x".repeat(LIMIT);

        assertThat(gateway.post("/v1/payments", body, "Authorization", bearer()).status())
                .isEqualTo(201);
        assertThat(neighbours.onlyRouted().body()).isEqualTo(body);
        assertThat(neighbours.onlyRouted().headers().getFirst("Content-Length"))
                .isEqualTo(String.valueOf(LIMIT));
    }

    @Test
    void aLargerBodyIsRefusedWhetherAnnouncedOrNot() {
        byte[] large = new byte[LIMIT + 1];

        var announced =
                gateway.post(
                        "/v1/payments",
                        BodyPublishers.ofByteArray(large),
                        "Authorization",
                        bearer());
        var chunked =
                gateway.post(
                        "/v1/payments",
                        BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(large)),
                        "Authorization",
                        bearer());

        for (var answer : List.of(announced, chunked)) {
            assertThat(answer.status()).isEqualTo(413);
            assertThat(answer.text("code")).isEqualTo("payload_too_large");
            assertThat(answer.text("request_id")).isEqualTo(answer.header("X-Request-Id"));
        }
        assertThat(neighbours.routed()).isEmpty();
    }

    @Test
    void aFormPassesByteByByte() {
        String form = "grant_type=client_credentials&scope=a%20b+c&scope=&x";

        assertThat(
                        gateway.post(
                                        "/oauth2/token?q=1",
                                        form,
                                        "Content-Type",
                                        "application/x-www-form-urlencoded",
                                        "Authorization",
                                        "Basic Y2xpOnNlY3JldA==")
                                .status())
                .isEqualTo(200);
        var seen = neighbours.onlyRouted();
        assertThat(seen.body()).isEqualTo(form);
        assertThat(seen.target()).isEqualTo("/oauth2/token?q=1");
        assertThat(seen.headers().getFirst("Authorization")).isEqualTo("Basic Y2xpOnNlY3JldA==");
    }

    @Test
    void onlyATokenOfOursIsLetIn() {
        Instant now = Instant.now();
        JWTClaimsSet good = Neighbours.claims(now.plusSeconds(600)).build();
        RSAKey foreign = Neighbours.newKey();
        var refused =
                Map.of(
                        "ended", neighbours.token(Neighbours.claims(now.minusSeconds(61)).build()),
                        "another issuer",
                                neighbours.token(
                                        new JWTClaimsSet.Builder(good).issuer("x").build()),
                        "another audience",
                                neighbours.token(
                                        new JWTClaimsSet.Builder(good).audience("x").build()),
                        "an id token", Neighbours.sign("JWT", neighbours.key(), good),
                        "another key", Neighbours.sign("at+jwt", foreign, good),
                        "unsigned", new PlainJWT(good).serialize(),
                        "rubbish", "rubbish");

        assertThat(get(neighbours.token(good))).isEqualTo(201);
        refused.forEach((why, token) -> assertThat(get(token)).as(why).isEqualTo(401));
        assertThat(gateway.get("/v1/payments").status()).isEqualTo(401);
        assertThat(neighbours.routed()).hasSize(1);
    }

    private static int get(String token) {
        return gateway.get("/v1/payments", "Authorization", "Bearer " + token).status();
    }

    private static String bearer() {
        return "Bearer " + neighbours.token();
    }
}
