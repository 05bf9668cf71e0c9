package io.tegata.allinone.demo;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

/** Goal: the demo waits for a final answer as a merchant should: patiently, with the same key. */
class PublicApiTest {

    private record Scripted(int status, String body) {}

    private final Queue<Scripted> script = new ConcurrentLinkedQueue<>();
    private final List<String> asked = new CopyOnWriteArrayList<>();
    private final Tally tally = new Tally();
    private HttpServer server;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext(
                "/",
                exchange -> {
                    try (exchange) {
                        asked.add(
                                exchange.getRequestHeaders().getFirst("Prefer")
                                        + " "
                                        + exchange.getRequestHeaders().getFirst("Idempotency-Key"));
                        Scripted answer = script.remove();
                        byte[] body = answer.body.getBytes(StandardCharsets.UTF_8);
                        exchange.getResponseHeaders().set("Retry-After", "0");
                        exchange.sendResponseHeaders(answer.status, body.length);
                        exchange.getResponseBody().write(body);
                    }
                });
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @Test
    void asksThePlatformToHoldTheLineAndStillRepeatsA409() {
        script.add(new Scripted(409, "{\"code\":\"idempotency_in_progress\"}"));
        script.add(new Scripted(201, "{\"id\":\"pay_1\"}"));

        PublicApi.Answer answer = post();

        assertThat(answer.status()).isEqualTo(201);
        assertThat(asked).containsExactly("wait=10 key-1", "wait=10 key-1");
        assertThat(tally.retries.sum()).isEqualTo(1);
    }

    @Test
    void takesAConflictThatWaitingCannotSolveAsFinal() {
        script.add(new Scripted(409, "{\"code\":\"idempotency_mismatch\"}"));

        assertThat(post().summary()).isEqualTo("409 idempotency_mismatch");
        assertThat(tally.retries.sum()).isZero();
    }

    private PublicApi.Answer post() {
        String url = "http://localhost:" + server.getAddress().getPort();
        return new PublicApi(url, new JsonMapper(), tally)
                .post("sk_test_x", "/v1/payments", "key-1", Map.of());
    }
}
