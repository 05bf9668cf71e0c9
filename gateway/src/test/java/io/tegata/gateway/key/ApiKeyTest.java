package io.tegata.gateway.key;

import static org.assertj.core.api.Assertions.assertThat;

import io.tegata.gateway.Neighbours;
import io.tegata.gateway.RunningGateway;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Goal: a key becomes a token at the door, asked for once, and never goes further. */
class ApiKeyTest {

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
        neighbours.exchanges.set(0);
        neighbours.keyExchangeStatus = 200;
        neighbours.challenge = false;
        neighbours.beforeKeyAnswer = _ -> {};
    }

    @Test
    void aKeyBecomesATokenAndIsRemembered() {
        String key = Neighbours.GOOD_KEY + "remembered";
        for (int i = 0; i < 3; i++) {
            assertThat(get("Bearer " + key).status()).isEqualTo(200);
        }
        assertThat(get("Basic " + base64(key + ":")).status()).isEqualTo(200);
        assertThat(get("bearer " + key).status()).isEqualTo(200);

        assertThat(neighbours.exchanges).hasValue(1);
        assertThat(neighbours.routed())
                .hasSize(5)
                .allSatisfy(
                        seen -> {
                            assertThat(seen.headers().get("Authorization")).hasSize(1);
                            assertThat(seen.headers().toString()).doesNotContain("sk_test");
                        });
    }

    @Test
    void manyRequestsAtOnceWithOneKeyAskOnce() throws Exception {
        neighbours.beforeKeyAnswer = _ -> LockSupport.parkNanos(200_000_000);
        Callable<Integer> request = () -> get("Bearer " + Neighbours.GOOD_KEY + "many").status();

        List<Future<Integer>> answers;
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            answers = threads.invokeAll(IntStream.range(0, 200).mapToObj(_ -> request).toList());
        }

        assertThat(answers).extracting(Future::resultNow).containsOnly(200);
        assertThat(neighbours.exchanges).hasValue(1);
    }

    @Test
    void aRefusedKeyIsRememberedToo() {
        for (int i = 0; i < 3; i++) {
            var answer = get("Bearer sk_test_bad");
            assertThat(answer.status()).isEqualTo(401);
            assertThat(answer.text("code")).isEqualTo("unauthenticated");
            assertThat(answer.text("request_id")).isEqualTo(answer.header("X-Request-Id"));
        }

        assertThat(neighbours.exchanges).hasValue(1);
        assertThat(neighbours.routed()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {500, 503, 404})
    void whereNobodyCanSayTheRequestIsNotExecutedAndTheFailureForgotten(int status) {
        String key = Neighbours.GOOD_KEY + status;
        neighbours.keyExchangeStatus = status;
        var answer = get("Bearer " + key);
        assertThat(answer.status()).isEqualTo(503);
        assertThat(answer.text("outcome")).isEqualTo("not_executed");
        assertThat(answer.text("retry")).isEqualTo("same_key");

        neighbours.keyExchangeStatus = 200;
        assertThat(get("Bearer " + key).status()).isEqualTo(200);
    }

    @Test
    void thatTheGatewaysOwnTokenWasRefusedSaysNothingAboutTheKey() {
        neighbours.keyExchangeStatus = 401;
        neighbours.challenge = true;

        assertThat(get("Bearer " + Neighbours.GOOD_KEY + "own").status()).isEqualTo(503);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Basic !!!",
                "Basic c2tfdGVzdA==",
                "Basic b3BlcmF0b3I6c2VjcmV0",
                "Digest x",
                "Bearer",
                "Bearer "
            })
    void anythingElseIsNoKey(String authorization) {
        assertThat(get(authorization).status()).isEqualTo(401);
        assertThat(neighbours.exchanges).hasValue(0);
        assertThat(neighbours.routed()).isEmpty();
    }

    private RunningGateway.Answer get(String authorization) {
        return gateway.get("/v1/payments", "Authorization", authorization);
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }
}
