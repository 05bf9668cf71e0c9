package io.tegata.simulator;

import io.tegata.storage.Transactions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import org.springframework.context.ConfigurableApplicationContext;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The simulator on a free port with a given database and folder, and a client that has its key. */
public final class RunningSimulator implements AutoCloseable {

    private static final Duration TIMEOUT = Duration.ofSeconds(20);

    /** An answer: status and body. */
    public record Answer(int status, JsonNode body) {

        public String text(String field) {
            return body.path(field).asString();
        }
    }

    private final ConfigurableApplicationContext context;
    private final URI url;
    private final HttpClient http = HttpClient.newHttpClient();
    private final JsonMapper json = new JsonMapper();

    public RunningSimulator(String database, Path folder, String... more) {
        String[] arguments = {
            "--server.port=0",
            database,
            "--tegata.simulator.api-key=key",
            "--tegata.simulator.settlement-folder=" + folder,
            "--tegata.simulator.hang=300ms"
        };
        String[] all = java.util.Arrays.copyOf(arguments, arguments.length + more.length);
        System.arraycopy(more, 0, all, arguments.length, more.length);
        context = SimulatorService.start(all);
        url =
                URI.create(
                        "http://localhost:"
                                + context.getEnvironment().getProperty("local.server.port"));
    }

    public Answer post(String path, String body) {
        return send(
                request(path)
                        .header("Authorization", "Bearer key")
                        .POST(HttpRequest.BodyPublishers.ofString(body)));
    }

    public Answer get(String path) {
        return send(request(path).header("Authorization", "Bearer key").GET());
    }

    public Answer getWithout(String path, String authorization) {
        return send(request(path).header("Authorization", authorization).GET());
    }

    public Answer charge(String reference, long amount, String token, boolean capture) {
        return post(
                "/v1/charges",
                """
                {"reference": "%s", "order_reference": "ord_%s", "amount": %d, "currency": "EUR",
                 "card_token": "%s", "capture": %s}
                """
                        .formatted(reference, reference, amount, token, capture));
    }

    public Answer capture(String charge, String reference, long amount, boolean last) {
        return post(
                "/v1/charges/" + charge + "/captures",
                "{\"reference\": \"%s\", \"amount\": %d, \"final\": %s}"
                        .formatted(reference, amount, last));
    }

    public Answer refund(String charge, String reference, long amount) {
        return post(
                "/v1/charges/" + charge + "/refunds",
                "{\"reference\": \"%s\", \"amount\": %d}".formatted(reference, amount));
    }

    public Answer giveBack(String charge, String reference) {
        return post(
                "/v1/charges/" + charge + "/voids", "{\"reference\": \"%s\"}".formatted(reference));
    }

    public Answer settle() {
        return post("/admin/settlement_files", "");
    }

    /** The door to its database, for what no API can do. */
    public Transactions transactions() {
        return context.getBean(Transactions.class);
    }

    public JsonNode book() {
        return get("/admin/book").body();
    }

    @Override
    public void close() {
        context.close();
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(url.resolve(path))
                .timeout(TIMEOUT)
                .header("Content-Type", "application/json");
    }

    private Answer send(HttpRequest.Builder request) {
        try {
            HttpResponse<String> answer =
                    http.send(request.build(), HttpResponse.BodyHandlers.ofString());
            return new Answer(answer.statusCode(), json.readTree(answer.body()));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
    }
}
