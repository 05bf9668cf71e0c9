package io.tegata.gateway.route;

import static org.assertj.core.api.Assertions.assertThat;

import io.tegata.gateway.Neighbours;
import io.tegata.gateway.RunningGateway;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.convert.DurationStyle;
import org.yaml.snakeyaml.Yaml;

/**
 * Goal: every path of the contract reaches its service, nothing else does, and failures are told.
 */
class RoutesTest {

    private static final Set<String> METHODS = Set.of("get", "post", "put", "patch", "delete");

    private static Neighbours neighbours;
    private static RunningGateway gateway;

    @BeforeAll
    static void start() {
        neighbours = new Neighbours();
        gateway = new RunningGateway(neighbours.settings("--tegata.gateway.upstream-timeout=1s"));
    }

    @AfterAll
    static void stop() {
        gateway.close();
        neighbours.close();
    }

    @BeforeEach
    void forget() {
        neighbours.seen.clear();
        neighbours.payment = exchange -> Neighbours.json(exchange, 200, "{}");
    }

    @Test
    void everyOperationOfTheContractReachesItsService() {
        var reached = new ArrayList<String>();
        contract()
                .forEach(
                        (path, operations) ->
                                map(operations).keySet().stream()
                                        .filter(METHODS::contains)
                                        .forEach(
                                                method -> {
                                                    neighbours.seen.clear();
                                                    call(method, path);
                                                    // The last one: keys may be fetched before it.
                                                    var seen = neighbours.seen.getLast();
                                                    reached.add(
                                                            method
                                                                    + " "
                                                                    + path
                                                                    + " → "
                                                                    + seen.service());
                                                    assertThat(seen.target())
                                                            .isEqualTo(concrete(path));
                                                }));

        assertThat(reached)
                .containsExactlyInAnyOrder(
                        "post /v1/payments → payment",
                        "get /v1/payments → payment",
                        "get /v1/payments/{payment_id} → payment",
                        "post /v1/payments/{payment_id}/captures → payment",
                        "post /v1/payments/{payment_id}/void → payment",
                        "post /v1/payments/{payment_id}/refunds → payment",
                        "get /v1/refunds/{refund_id} → payment",
                        "get /v1/idempotency_keys/{key} → payment",
                        "post /oauth2/token → auth",
                        "get /oauth2/jwks → auth",
                        "post /v1/ops/merchants → auth",
                        "get /v1/ops/merchants → auth",
                        "post /v1/ops/reconciliation/runs → reconciler",
                        "get /v1/ops/reconciliation/runs/{run_id} → reconciler",
                        "get /v1/ops/discrepancies → reconciler",
                        "get /v1/ops/ledger/trial_balance → ledger",
                        "get /v1/ops/ledger/accounts → ledger",
                        "get /v1/ops/ledger/journal_entries → ledger");
    }

    @Test
    void everyReferenceInTheContractLeadsSomewhere() {
        Map<?, ?> contract = map(yaml());
        var references = new ArrayList<String>();
        collect(contract, references);

        assertThat(references).isNotEmpty();
        for (String reference : references) {
            @Nullable Object target = contract;
            for (String step : reference.substring("#/".length()).split("/", -1)) {
                target = map(target).get(step);
                assertThat(target).as(reference).isNotNull();
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/internal/v1/events",
                "/internal/v1/api_key_tokens",
                "/internal",
                "/nowhere",
                "/v1/nowhere",
                "/v2/payments",
                "/actuator/env",
                "/oauth2/introspect",
                "/.well-known/openid-configuration"
            })
    void nothingElseIsThere(String path) {
        var answer = gateway.get(path, "Authorization", bearer());

        assertThat(answer.status()).isEqualTo(404);
        assertThat(answer.text("code")).isEqualTo("not_found");
        assertThat(neighbours.routed()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/v1/payments/../../internal/v1/events",
                "/v1/payments/..%2f..%2finternal/v1/events",
                "/v1/payments/%2e%2e/%2e%2e/internal/v1/events",
                "/v1/payments/..;/..;/internal/v1/events",
                "/v1/payments//../../internal/v1/events",
                "//internal/v1/events",
                "/v1/payments/..%5c..%5cinternal",
                "/v1/payments/%252e%252e/internal",
                "/v1/payments?a=%zz",
                "/v1/payments?a=[{|}]",
                "/v1/payments/%00"
            })
    void noSpellingOfAPathGetsBehindTheGateway(String target) {
        int status = raw(target);

        assertThat(status).isBetween(400, 499);
        assertThat(neighbours.routed()).isEmpty();
    }

    @Test
    void aServiceThatWasNeverReachedExecutedNothing() {
        try (var lonely =
                new RunningGateway(
                        neighbours.settings("--tegata.payment.url=http://localhost:1"))) {
            var answer = lonely.post("/v1/payments", "{}", "Authorization", bearer());

            assertThat(answer.status()).isEqualTo(503);
            assertThat(answer.text("code")).isEqualTo("service_unavailable");
            assertThat(answer.text("outcome")).isEqualTo("not_executed");
            assertThat(answer.text("retry")).isEqualTo("same_key");
            assertThat(answer.text("request_id")).isEqualTo(answer.header("X-Request-Id"));
        }
    }

    @Test
    void ofAServiceThatIsSilentOrBreaksOffNobodyKnows() {
        neighbours.payment = _ -> LockSupport.parkNanos(3_000_000_000L);
        var silent = gateway.post("/v1/payments", "{}", "Authorization", bearer());
        neighbours.payment =
                exchange -> {
                    throw new IOException("breaks off");
                };
        var broken = gateway.post("/v1/payments", "{}", "Authorization", bearer());

        for (var answer : List.of(silent, broken)) {
            assertThat(answer.status()).isEqualTo(504);
            assertThat(answer.text("code")).isEqualTo("upstream_timeout");
            assertThat(answer.text("outcome")).isEqualTo("unknown");
            assertThat(answer.text("retry")).isEqualTo("same_key");
            assertThat(answer.text("request_id")).isEqualTo(answer.header("X-Request-Id"));
        }
        // A POST that may have been executed is the client's to repeat, with its key.
        assertThat(neighbours.routed()).hasSize(2);
    }

    /** A service that holds the line for 20 s may then need its own 20 s. */
    @Test
    void aPaymentIsWaitedForAsLongAsItMayTake() {
        try (var usual = new RunningGateway(neighbours.settings())) {
            Duration timeout =
                    DurationStyle.detectAndParse(
                            Objects.requireNonNull(
                                    usual.context
                                            .getEnvironment()
                                            .getProperty("tegata.gateway.upstream-timeout")));

            assertThat(timeout).isGreaterThan(Duration.ofSeconds(20 + 20));
        }
    }

    /** Services give rights to GET by name; where they saw HEAD, a rule could be missed. */
    @Test
    void headIsAllowedWhereGetIsAndNowhereElse() {
        neighbours.payment =
                exchange ->
                        Neighbours.json(
                                exchange,
                                exchange.getRequestMethod().equals("GET") ? 403 : 200,
                                "{\"code\":\"forbidden\"}");

        var refused = head("/v1/payments", "Authorization", bearer());
        var anonymous = head("/v1/payments");
        neighbours.payment = exchange -> Neighbours.json(exchange, 200, "{\"id\":1}");
        var allowed = head("/v1/payments", "Authorization", bearer());

        assertThat(refused.status()).isEqualTo(403);
        assertThat(anonymous.status()).isEqualTo(401);
        assertThat(allowed.status()).isEqualTo(200);
        assertThat(allowed.header("Content-Length")).isEqualTo("8");
        assertThat(allowed.raw().body()).isEmpty();
        assertThat(neighbours.routed()).hasSize(2).allMatch(seen -> seen.method().equals("GET"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/v1/payments",
                "/v1/refunds/some-id",
                "/v1/idempotency_keys/some-key",
                "/v1/ops/merchants",
                "/v1/ops/ledger/accounts",
                "/v1/ops/reconciliation/runs/some-id",
                "/v1/ops/discrepancies",
                "/internal/v1/events",
                "/nowhere",
                "/actuator/env"
            })
    void headWithoutATokenIsAnsweredAsGetIs(String path) {
        assertThat(head(path).status()).isEqualTo(gateway.get(path).status()).isIn(401, 404);
        assertThat(neighbours.routed()).isEmpty();
    }

    @Test
    void aServicesProblemPassesAsItIs() {
        neighbours.payment =
                exchange -> {
                    exchange.getResponseHeaders().set("Content-Type", "application/problem+json");
                    byte[] body = "{\"code\":\"declined\"}".getBytes(StandardCharsets.UTF_8);
                    exchange.sendResponseHeaders(402, body.length);
                    exchange.getResponseBody().write(body);
                };

        var answer = gateway.post("/v1/payments", "{}", "Authorization", bearer());

        assertThat(answer.status()).isEqualTo(402);
        assertThat(answer.header("Content-Type")).isEqualTo("application/problem+json");
        assertThat(answer.text("code")).isEqualTo("declined");
    }

    private static RunningGateway.Answer head(String path, String... headers) {
        return gateway.send(gateway.request(path, headers).HEAD());
    }

    private static void call(String method, String path) {
        var answer =
                gateway.send(
                        gateway.request(concrete(path), "Authorization", bearer())
                                .method(
                                        method.toUpperCase(Locale.ROOT),
                                        method.equals("get")
                                                ? BodyPublishers.noBody()
                                                : BodyPublishers.ofString("{}")));
        assertThat(answer.status()).as(method + " " + path).isEqualTo(200);
    }

    private static int raw(String target) {
        String request =
                "GET "
                        + target
                        + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nAuthorization: "
                        + bearer()
                        + "\r\n\r\n";
        return gateway.raw(request.getBytes(StandardCharsets.US_ASCII)).status();
    }

    private static String concrete(String path) {
        return path.replaceAll("\\{\\w+}", "some-id_1");
    }

    private static Map<String, ?> contract() {
        return map(map(yaml()).get("paths"));
    }

    private static Object yaml() {
        try (InputStream file = RoutesTest.class.getResourceAsStream("/openapi/tegata-v1.yaml")) {
            return new Yaml().load(file);
        } catch (IOException failure) {
            throw new IllegalStateException(failure);
        }
    }

    private static void collect(Object node, List<String> references) {
        if (node instanceof Map<?, ?> map) {
            map.forEach(
                    (name, value) -> {
                        if ("$ref".equals(name)) {
                            references.add((String) value);
                        } else {
                            collect(value, references);
                        }
                    });
        } else if (node instanceof List<?> list) {
            list.forEach(item -> collect(item, references));
        }
    }

    @SuppressWarnings("unchecked")
    private static Map<String, ?> map(@Nullable Object node) {
        return (Map<String, ?>) Objects.requireNonNull(node);
    }

    private static String bearer() {
        return "Bearer " + neighbours.token();
    }
}
