package io.tegata.reconciler.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.tegata.reconciler.Reconciler;
import io.tegata.storage.Transactions;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.springframework.context.ConfigurableApplicationContext;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The real service against a platform by hand, as an operator uses it. */
final class RunningReconciler implements AutoCloseable {

    static final String RUNS = "/v1/ops/reconciliation/runs";

    private static final Duration RUN_LIMIT = Duration.ofSeconds(20);

    /** An answer as it came. */
    record Answer(int status, JsonNode body, HttpResponse<String> raw) {}

    private final FakePlatform platform;
    private final HttpClient http = HttpClient.newHttpClient();
    private final JsonMapper json = new JsonMapper();
    private final ConfigurableApplicationContext service;
    private final String url;

    /** A run compares what is 10 ms old, unless other settings are given. */
    RunningReconciler(FakePlatform platform, String database, Path inbox, String... settings) {
        this.platform = platform;
        String[] own = {
            "--server.port=0",
            database,
            "--tegata.auth.url=" + platform.url(),
            "--tegata.auth.issuer=" + FakePlatform.ISSUER,
            "--tegata.client.secret=secret",
            "--tegata.payment.url=" + platform.url(),
            "--tegata.ledger.url=" + platform.url(),
            "--tegata.reconciler.inbox=" + inbox,
            "--tegata.reconciler.settlement-grace=10ms",
            "--tegata.reconciler.delivery-wait=300ms"
        };
        String[] quick = {"--tegata.reconciler.settled-margin=10ms"};
        service =
                Reconciler.start(
                        Stream.of(own, settings.length == 0 ? quick : settings)
                                .flatMap(Arrays::stream)
                                .toArray(String[]::new));
        url = "http://localhost:" + service.getEnvironment().getProperty("local.server.port");
    }

    static void assertNoDiscrepancy(JsonNode run) {
        assertThat(run.path("status").asString()).as(run.toString()).isEqualTo("closed");
        assertThat(run.path("open").asLong()).as(run.toString()).isZero();
        assertThat(run.path("discrepancies").properties())
                .allMatch(found -> found.getValue().asLong() == 0);
    }

    /** The door to its database, for what no API can do. */
    Transactions transactions() {
        return service.getBean(Transactions.class);
    }

    JsonNode run() {
        Answer started = post("{}");
        assertThat(started.status()).as(String.valueOf(started.body())).isEqualTo(202);
        return ended(started.body());
    }

    JsonNode ended(JsonNode started) {
        String path = RUNS + "/" + started.path("run_id").asString();
        Instant limit = Instant.now().plus(RUN_LIMIT);
        JsonNode run = get(path).body();
        while (run.path("status").asString().equals("running")) {
            assertThat(Instant.now()).isBefore(limit);
            LockSupport.parkNanos(Duration.of(20, ChronoUnit.MILLIS).toNanos());
            run = get(path).body();
        }
        return run;
    }

    JsonNode list(String query) {
        Answer answer = get("/v1/ops/discrepancies" + query);
        assertThat(answer.status()).isEqualTo(200);
        return answer.body();
    }

    Answer post(String text) {
        return send(authorized(RUNS, "reconciliation:write").POST(body(text)));
    }

    Answer get(String path) {
        return send(authorized(path, "reconciliation:read").GET());
    }

    HttpRequest.Builder authorized(String path, String scope) {
        return request(path).header("Authorization", "Bearer " + platform.token(scope));
    }

    HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(url + path))
                .header("Content-Type", "application/json");
    }

    static HttpRequest.BodyPublisher body(String text) {
        return HttpRequest.BodyPublishers.ofString(text);
    }

    Answer send(HttpRequest.Builder request) {
        try {
            HttpResponse<String> answer =
                    http.send(request.build(), HttpResponse.BodyHandlers.ofString());
            JsonNode body =
                    answer.body().isEmpty()
                            ? json.createObjectNode()
                            : json.readTree(answer.body());
            return new Answer(answer.statusCode(), body, answer);
        } catch (IOException failure) {
            throw new IllegalStateException(failure);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
    }

    @Override
    public void close() {
        service.close();
    }
}
