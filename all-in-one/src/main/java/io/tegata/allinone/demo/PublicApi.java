package io.tegata.allinone.demo;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.MissingNode;

/**
 * The platform as a merchant sees it: plain HTTP with an API key. A request with an idempotency key
 * is sent again with that key while its answer is not final, as the API tells every merchant to do.
 * Safe for use by many threads.
 */
final class PublicApi {

    static final int MAX_ATTEMPTS = 100;
    static final String IDEMPOTENCY_STATUS = "Idempotency-Status";

    /**
     * While the first request with the same key runs, the platform holds the line this long instead
     * of answering 409; then it may still need its own time, so {@link #TIMEOUT} is far above.
     */
    static final String PATIENCE = "wait=10";

    private static final Duration TIMEOUT = Duration.ofSeconds(30);
    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(5);
    private static final Duration DEFAULT_PAUSE = Duration.ofMillis(250);
    private static final Duration MAX_PAUSE = Duration.ofSeconds(5);

    /** What came back; the body as the bytes' text, to be compared. */
    record Answer(int status, String body, boolean replayed, JsonNode json) {

        boolean isSuccess() {
            return status / 100 == 2;
        }

        /** For a finding: status and the problem's code. */
        String summary() {
            JsonNode code = json.path("code");
            return code.isString() ? status + " " + code.stringValue() : String.valueOf(status);
        }
    }

    private final HttpClient client;
    private final String url;
    private final JsonMapper json;
    private final Tally tally;

    PublicApi(String url, JsonMapper json, Tally tally) {
        this.client =
                HttpClient.newBuilder()
                        .version(HttpClient.Version.HTTP_1_1)
                        .connectTimeout(CONNECT_TIMEOUT)
                        .build();
        this.url = url;
        this.json = json;
        this.tally = tally;
    }

    /** Sends until the answer is final, at most {@value #MAX_ATTEMPTS} times. */
    Answer post(String apiKey, String path, String idempotencyKey, Map<String, ?> body) {
        HttpRequest request =
                request(apiKey, path)
                        .header("Idempotency-Key", idempotencyKey)
                        .header("Content-Type", "application/json")
                        .header("Prefer", PATIENCE)
                        .POST(HttpRequest.BodyPublishers.ofString(json.writeValueAsString(body)))
                        .build();
        for (int attempt = 1; ; attempt++) {
            Duration pause = DEFAULT_PAUSE;
            try {
                HttpResponse<String> response = send(request);
                Answer answer = answer(response);
                if (isFinal(answer) || attempt == MAX_ATTEMPTS) {
                    return answer;
                }
                pause = retryAfter(response);
            } catch (UncheckedIOException lost) {
                if (attempt == MAX_ATTEMPTS) {
                    throw lost;
                }
            }
            tally.retries.increment();
            LockSupport.parkNanos(pause.toNanos());
        }
    }

    Answer get(String apiKey, String path) {
        return answer(send(request(apiKey, path).GET().build()));
    }

    /** Not yet: outcome unknown, the first one still running, too busy, or no answer in time. */
    private static boolean isFinal(Answer answer) {
        return switch (answer.status) {
            case 202, 429, 503, 504 -> false;
            case 409 -> !answer.json.path("code").asString("").equals("idempotency_in_progress");
            default -> true;
        };
    }

    private HttpRequest.Builder request(String apiKey, String path) {
        return HttpRequest.newBuilder(URI.create(url + path))
                .timeout(TIMEOUT)
                .header("Authorization", "Bearer " + apiKey);
    }

    private HttpResponse<String> send(HttpRequest request) {
        try {
            return client.send(request, HttpResponse.BodyHandlers.ofString());
        } catch (IOException lost) {
            throw new UncheckedIOException(lost);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while waiting for an answer", interrupted);
        }
    }

    private Answer answer(HttpResponse<String> response) {
        boolean replayed =
                response.headers().firstValue(IDEMPOTENCY_STATUS).orElse("").equals("replayed");
        return new Answer(response.statusCode(), response.body(), replayed, parse(response.body()));
    }

    private JsonNode parse(String body) {
        try {
            return json.readTree(body);
        } catch (JacksonException notJson) {
            return MissingNode.getInstance();
        }
    }

    private static Duration retryAfter(HttpResponse<?> response) {
        return response.headers()
                .firstValue("Retry-After")
                .filter(seconds -> seconds.matches("[0-9]{1,4}"))
                .map(seconds -> Duration.ofSeconds(Long.parseLong(seconds)))
                .filter(pause -> pause.compareTo(MAX_PAUSE) <= 0)
                .orElse(DEFAULT_PAUSE);
    }
}
