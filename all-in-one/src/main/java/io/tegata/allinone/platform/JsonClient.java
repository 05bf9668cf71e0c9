package io.tegata.allinone.platform;

import io.tegata.allinone.console.Refused;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import java.util.function.Supplier;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * JSON over HTTP for whoever runs the platform: an answer is a success or the end of what was
 * tried. Safe for use by many threads.
 */
public final class JsonClient {

    private static final Duration TIMEOUT = Duration.ofSeconds(30);
    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(5);

    private final HttpClient http;
    private final JsonMapper json;
    private final String url;
    private final Supplier<String> authorization;

    JsonClient(String url, JsonMapper json, Supplier<String> authorization) {
        this.http =
                HttpClient.newBuilder()
                        .version(HttpClient.Version.HTTP_1_1)
                        .connectTimeout(CONNECT_TIMEOUT)
                        .build();
        this.url = url;
        this.json = json;
        this.authorization = authorization;
    }

    /**
     * Reads what the path names.
     *
     * @throws Refused when the answer is not a success
     */
    public JsonNode get(String path) {
        return send(request(path).GET().build());
    }

    /**
     * Sent once, never again: what it asks for may happen twice otherwise.
     *
     * @throws Refused when the answer is not a success
     */
    public JsonNode post(String path, Map<String, ?> body) {
        return send(
                request(path)
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString(json.writeValueAsString(body)))
                        .build());
    }

    /** As {@link #post}, with a form's body. */
    JsonNode postForm(String path, String form) {
        return send(
                request(path)
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(HttpRequest.BodyPublishers.ofString(form))
                        .build());
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(url + path))
                .timeout(TIMEOUT)
                .header("Authorization", authorization.get());
    }

    private JsonNode send(HttpRequest request) {
        String what = request.method() + " " + request.uri().getPath();
        try {
            HttpResponse<String> response =
                    http.send(request, HttpResponse.BodyHandlers.ofString());
            if (response.statusCode() / 100 != 2) {
                throw Refused.because(
                        what + " was answered " + response.statusCode() + ": " + response.body());
            }
            return json.readTree(response.body());
        } catch (IOException failure) {
            throw Refused.because(what + " was not answered.", failure);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw Refused.because(what + " was interrupted.", interrupted);
        }
    }
}
